package io.manako.model;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.manako.tensor.ResizeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and writes {@code model.yaml} and the labels beside it. */
public final class ModelSpecFile {
  /** Name of the file beside a network. */
  public static final String NAME = "model.yaml";

  private static final int MAX_LABELS = 1 << 16;
  private static final int MAX_LABEL_BYTES = 1 << 22;

  private ModelSpecFile() {}

  /**
   * Reads a description and its labels. A description without a {@code sha256}, as of a custom
   * model, gives a record with an empty one.
   *
   * @param file path of {@code model.yaml}
   * @throws ModelException naming the file and the key that is wrong
   */
  public static ModelSpec read(Path file) {
    YamlMapping yaml = YamlMapping.read(file);
    Task task = yaml.choice("task", Task.class);
    YamlMapping labels = yaml.mapping("labels");
    DetectionThresholds thresholds =
        task == Task.DETECTION
            ? DetectionThresholds.read(yaml.mapping("detection"))
            : DetectionThresholds.NONE;
    ModelSpec spec =
        new ModelSpec(
            yaml.text("name"),
            yaml.text("version", "1"),
            task,
            SpecSections.input(yaml.mapping("input"), false),
            OutputSection.read(yaml.mapping("output")),
            labels(file.toAbsolutePath().getParent(), labels.text("file")),
            labels.integer("first-class-id", 0),
            labels.text("map"),
            thresholds.score(),
            thresholds.iou(),
            thresholds.maxDetections(),
            yaml.text("sha256", ""),
            yaml.text("licence", "unknown"),
            yaml.text("source", "local"),
            trackScores(yaml, task));
    labels.finish();
    yaml.finish();
    checkTask(file, spec);
    return spec;
  }

  /** Reads the section {@code tracking}, which a detector may have. */
  static TrackScores trackScores(YamlMapping yaml, Task task) {
    return task == Task.DETECTION && yaml.has("tracking")
        ? TrackScores.read(yaml.mapping("tracking"))
        : TrackScores.DEFAULT;
  }

  /** Writes a description and its labels, which go to {@code labels.txt}, one on each line. */
  static void write(ModelSpec spec, Path file) throws IOException {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("name", spec.name());
    yaml.put("version", spec.version());
    yaml.put("task", YamlMapping.name(spec.task()));
    yaml.put("licence", spec.licence());
    yaml.put("source", spec.source());
    yaml.put("sha256", spec.sha256());
    yaml.put("input", SpecSections.write(spec.input()));
    yaml.put("output", OutputWriter.write(spec.output()));
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("file", "labels.txt");
    labels.put("first-class-id", spec.firstClassId());
    labels.put("map", spec.labelMap());
    yaml.put("labels", labels);
    if (spec.task() == Task.DETECTION) {
      Map<String, Object> detection = new LinkedHashMap<>();
      detection.put("score-threshold", spec.scoreThreshold());
      detection.put("iou-threshold", spec.iouThreshold());
      detection.put("max-detections", spec.maxDetections());
      yaml.put("detection", detection);
      Map<String, Object> tracking = new LinkedHashMap<>();
      tracking.put("high-score", spec.trackScores().high());
      tracking.put("low-score", spec.trackScores().low());
      tracking.put("new-track-score", spec.trackScores().newTrack());
      yaml.put("tracking", tracking);
    }
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    mapper.writeValue(file.toFile(), yaml);
    Files.write(file.resolveSibling("labels.txt"), spec.labels());
  }

  private static List<String> labels(Path folder, String name) {
    byte[] bytes = SideFile.read(folder, "labels.file", name, MAX_LABEL_BYTES);
    Path file = folder.resolve(name);
    List<String> lines = new ArrayList<>(text(file, bytes).lines().toList());
    lines.replaceAll(String::strip);
    if (lines.isEmpty() || lines.size() > MAX_LABELS) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "%s has %d lines; one label a line is needed, at most %d",
              file,
              lines.size(),
              MAX_LABELS));
    }
    return List.copyOf(lines);
  }

  private static String text(Path file, byte[] bytes) {
    try {
      return TextFile.of(file, bytes);
    } catch (IOException e) {
      throw new ModelException("the labels cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkTask(Path file, ModelSpec spec) {
    if (spec.task() != spec.output().task()) {
      throw new ModelException(
          "%s: the task %s does not go with this output.kind: a classifier has classes, a segmenter"
                  .formatted(file, YamlMapping.name(spec.task()))
              + " pixel-scores, a detector any other");
    }
    boolean cropped = spec.input().resize() instanceof ResizeMode.CenterCrop;
    if (cropped && spec.task() != Task.CLASSIFICATION) {
      throw new ModelException(
          "%s: input.resize is center-crop, which hides the picture's edges and is for classifiers"
                  .formatted(file)
              + " only; choose stretch or letterbox");
    }
  }
}
