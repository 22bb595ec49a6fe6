package io.manako.operator.pipeline;

import io.manako.model.ModelStore;
import io.manako.operator.FrameRecord;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decodes, prepares, runs and reads one picture, and prints what was found. */
final class PureJavaProbe {
  private PureJavaProbe() {}

  /** Takes the picture's path; prints one line. */
  public static void main(String[] args) throws Exception {
    System.out.println(answer(Path.of(args[0])));
  }

  static String answer(Path picture) throws IOException, io.manako.image.MalformedFrameException {
    InferenceOptions options =
        TestOptions.with(
            "inference.engine", "java", "decode.codec", "java", "inference.batch-size", "1");
    try (ModelPipeline pipeline = ModelPipeline.open(options, ModelStore.standard()::load)) {
      PictureBatch batch = pipeline.newBatch();
      pipeline.decode(frame(Files.readAllBytes(picture)), (image, i, pts) -> batch.put(0, image));
      return batch.run(1).answers().toString();
    }
  }

  private static FrameRecord frame(byte[] bytes) {
    return FrameRecord.builder("cam", "cam/0/0", new FrameRecord.Source("frames", 0, 0), bytes)
        .build();
  }
}
