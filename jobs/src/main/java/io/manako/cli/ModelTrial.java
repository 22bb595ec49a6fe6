package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.capture.PictureSource;
import io.manako.cli.media.Pictures;
import io.manako.cli.media.VideoReader;
import io.manako.cli.media.VideoWriter;
import io.manako.cli.terminal.Screen;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.model.Model;
import io.manako.model.ModelStore;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.InferenceOptions;
import io.manako.operator.ModelPipeline;
import io.manako.wire.ClassificationSerializer;
import io.manako.wire.ClassifiedItem;
import io.manako.wire.DetectionSerializer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Tries a model on files: records on the standard output, annotated copies where wanted. */
final class ModelTrial {
  private final Task task;
  private final PrintWriter out;
  private final @Nullable Path annotated;

  /**
   * What to do.
   *
   * @param task of the model
   * @param out gets one JSON record a line
   * @param annotated a file for one input, a folder for several, null for none
   */
  ModelTrial(Task task, PrintWriter out, @Nullable Path annotated) {
    this.task = task;
    this.out = out;
    this.annotated = annotated;
  }

  /** Looks at all files with a model and options of the job. */
  void run(List<Path> files, String model, Map<String, String> settings) throws IOException {
    Screen screen = Screen.messages();
    Model found = new ModelPull(ModelStore.standard(), screen).get(model);
    screen.clear();
    if (found.spec().task() != task) {
      throw new CommandException(
          "%s is a model for %s; use ./manako %s"
              .formatted(
                  model,
                  task == Task.DETECTION ? "classification" : "detection",
                  task == Task.DETECTION ? "classify" : "detect"));
    }
    InferenceOptions options = InferenceOptions.of(Configuration.fromMap(settings));
    try (FileLooker looker =
        new FileLooker(ModelPipeline.open(options), options.batching().size())) {
      for (Path file : files) {
        look(looker, file, files.size() > 1);
      }
    }
    out.flush();
  }

  private void look(FileLooker looker, Path file, boolean several) throws IOException {
    if (annotated == null) {
      looker.look(file, (result, image) -> print(result));
      return;
    }
    Path target = target(file, several);
    if (PictureSource.isPicture(file)) {
      looker.look(
          file,
          (result, image) -> {
            print(result);
            Pictures.writePng(annotate(result, image).draw(), target);
          });
      return;
    }
    try (VideoWriter video = new VideoWriter(target, rate(file))) {
      looker.look(
          file,
          (result, image) -> {
            print(result);
            video.write(annotate(result, image).drawImage());
          });
    }
  }

  private static double rate(Path video) throws IOException {
    try (VideoReader reader = VideoReader.open(video.toString())) {
      return reader.framesPerSecond();
    }
  }

  /** Pictures become PNG, videos MP4. */
  private Path target(Path file, boolean several) throws IOException {
    Path to = annotated == null ? file : annotated;
    if (!several && !Files.isDirectory(to)) {
      return to;
    }
    String name = String.valueOf(file.getFileName());
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    String extension = PictureSource.isPicture(file) ? ".png" : ".mp4";
    return Files.createDirectories(to).resolve(stem + extension);
  }

  private void print(FrameResult result) {
    if (task == Task.DETECTION) {
      out.println(new String(new DetectionSerializer("").value(result), UTF_8));
      return;
    }
    List<ClassifiedItem> items = new ArrayList<>();
    new ClassifiedItem.Splitter().flatMap(result, new ListCollector<>(items));
    for (ClassifiedItem item : items) {
      out.println(new String(new ClassificationSerializer("").value(item), UTF_8));
    }
  }

  private static Annotations annotate(FrameResult result, Image image) {
    Annotations annotations = new Annotations(image);
    for (Detection found : result.detections()) {
      annotations.object(
          found.box(), found.classId(), Annotations.scored(found.label(), found.score()));
    }
    for (Classified classified : result.classifications()) {
      classified.topK().forEach(c -> annotations.caption(Annotations.scored(c.label(), c.score())));
    }
    return annotations;
  }
}
