package io.manako.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives a session its device, or reports which part of the device is missing. */
final class OnnxRuntimeDevice {
  private final EngineOptions.Device device;

  OnnxRuntimeDevice(EngineOptions.Device device) {
    this.device = device;
  }

  /**
   * Adds the device to a session's settings.
   *
   * @throws EngineException if a part of the device is missing; the message states the part and its
   *     remedy
   */
  void addTo(SessionOptions settings) {
    switch (device) {
      case CPU -> {}
      case CUDA -> add("cuda", OrtProvider.CUDA, () -> settings.addCUDA(0));
      case TENSORRT -> {
        add("tensorrt", OrtProvider.TENSOR_RT, () -> settings.addTensorrt(0));
        // CUDA runs the operators that TensorRT does not.
        add("cuda", OrtProvider.CUDA, () -> settings.addCUDA(0));
      }
    }
  }

  private interface Addition {
    void run() throws OrtException;
  }

  private void add(String library, OrtProvider provider, Addition addition) {
    if (!OrtEnvironment.getAvailableProviders().contains(provider)) {
      throw new EngineException(
          "the device %s is not in this build; build with -Pgpu, or choose the device cpu"
              .formatted(device));
    }
    try {
      addition.run();
    } catch (OrtException e) {
      throw new EngineException(
          ("the device %s is not usable: %s; it needs a GPU, CUDA 12, cuDNN 9 and, for tensorrt,"
                  + " TensorRT 10, or choose the device cpu")
              .formatted(device, missing(library).orElse(e.getMessage())),
          e);
    }
  }

  /**
   * Returns the dynamic linker's error. ONNX Runtime prints it only on standard error, and its
   * exception states only that loading failed; so this method loads the unpacked library once more.
   */
  private static Optional<String> missing(String library) {
    try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      List<Path> unpacked =
          folders
              .filter(folder -> String.valueOf(folder.getFileName()).startsWith("onnxruntime-java"))
              .map(
                  folder ->
                      folder.resolve(System.mapLibraryName("onnxruntime_providers_" + library)))
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
              .toList();
      return unpacked.isEmpty() ? Optional.empty() : linkError(unpacked.get(unpacked.size() - 1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> linkError(Path library) {
    try {
      System.load(library.toString());
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      String reason = String.valueOf(e.getMessage());
      return Optional.of(reason.replace(library + ": ", ""));
    }
  }
}
