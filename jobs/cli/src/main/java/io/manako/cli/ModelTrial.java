package io.manako.cli;

import io.manako.cli.Reporter.Report;
import io.manako.cli.capture.PictureSource;
import io.manako.image.Annotator;
import io.manako.image.Image;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.ErrorText;
import io.manako.local.terminal.Screen;
import io.manako.media.Pictures;
import io.manako.media.VideoReader;
import io.manako.media.VideoWriter;
import io.manako.model.Model;
import io.manako.model.ModelStore;
import io.manako.model.Task;
import io.manako.model.VisibleText;
import io.manako.operator.FrameResult;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ModelPipeline;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Tries a model on files: prints records and draws annotated copies if asked to. */
final class ModelTrial {
  private final TrialOptions trial;
  private final Reporter.Factory reporters;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * Prepares a trial.
   *
   * @param reporters maker of the records and marks of each file
   * @param command command on whose standard output the records are printed, one per line
   */
  ModelTrial(TrialOptions trial, Reporter.Factory reporters, CommandLine command) {
    this.trial = trial;
    this.reporters = reporters;
    this.out = command.getOut();
    this.err = command.getErr();
  }

  /**
   * Fetches a model if it is missing.
   *
   * @throws CommandException with a sentence if the model is for another task
   */
  static void require(Task task, String model) {
    Screen screen = Screen.messages();
    Model found = new ModelPull(ModelStore.standard(), screen).get(model);
    screen.clear();
    if (found.spec().task() != task) {
      String command =
          switch (found.spec().task()) {
            case DETECTION -> "detect";
            case CLASSIFICATION -> "classify";
            case SEGMENTATION -> "segment";
          };
      throw new CommandException(
          "%s is a model for %s; use ./manako %s"
              .formatted(model, found.spec().task().name().toLowerCase(Locale.ROOT), command));
    }
  }

  /**
   * Processes all files. A file that fails is named, and the next one follows.
   *
   * @return exit code; 1 if a file failed
   */
  int run(InferenceOptions options) {
    int failed = 0;
    try (FileInference inference = new FileInference(ModelPipeline.open(options), options)) {
      for (Path file : trial.files()) {
        failed += processes(inference, file) ? 0 : 1;
      }
    }
    out.flush();
    if (failed > 0 && trial.files().size() > 1) {
      say(
          String.format(
              Locale.ROOT, "%d of %d files could not be processed", failed, trial.files().size()));
    }
    return failed > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private boolean processes(FileInference inference, Path file) {
    try {
      process(inference, file);
      return true;
    } catch (IOException e) {
      out.flush();
      String sentence = ErrorText.of(e);
      say(sentence.contains(file.toString()) ? sentence : file + ": " + sentence);
      return false;
    }
  }

  private void say(String sentence) {
    err.println("manako: " + VisibleText.of(sentence));
    err.flush();
  }

  private void process(FileInference inference, Path file) throws IOException {
    Path target = target(file);
    boolean picture = !Files.isRegularFile(file) || PictureSource.isPicture(file);
    double rate = picture ? 0 : rate(file);
    Reporter reporter = reporters.of(file, rate);
    if (target == null) {
      inference.process(file, (result, image) -> print(reporter.next(result, image)));
    } else if (picture) {
      inference.process(
          file, (result, image) -> Pictures.writePng(drawn(reporter, result, image), target));
    } else {
      try (VideoWriter video = new VideoWriter(target, rate)) {
        inference.process(
            file, (result, image) -> video.write(Pictures.of(drawn(reporter, result, image))));
      }
    }
    reporter.end().forEach(out::println);
  }

  private BufferedImage drawn(Reporter reporter, FrameResult result, Image image) {
    Report report = reporter.next(result, image);
    print(report);
    return Annotator.draw(image, report.marks());
  }

  private void print(Report report) {
    report.records().forEach(record -> out.println(VisibleText.of(record)));
  }

  private static double rate(Path video) throws IOException {
    try (VideoReader reader = VideoReader.open(video.toString())) {
      return reader.framesPerSecond();
    }
  }

  /**
   * Chooses the path of the annotated copy: PNG for a picture, MP4 for a video, null if none is
   * wanted.
   */
  private @Nullable Path target(Path file) throws IOException {
    Path to = trial.annotated();
    if (to == null || (trial.files().size() == 1 && !Files.isDirectory(to))) {
      return to;
    }
    String name = String.valueOf(file.getFileName());
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    String extension = PictureSource.isPicture(file) ? ".png" : ".mp4";
    return Files.createDirectories(to).resolve(stem + extension);
  }
}
