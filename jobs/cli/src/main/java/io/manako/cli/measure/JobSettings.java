package io.manako.cli.measure;

import io.manako.cli.bench.PipelineBench;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Model;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options of a job that runs one model once a frame and nothing else. */
public final class JobSettings {
  private JobSettings() {}

  /**
   * Returns options by their keys in docs/options.md.
   *
   * @param batch frames per run; a batch of one does not wait for others
   */
  public static Map<String, String> of(Model model, Kind engine, int batch) {
    return of(model.spec().name(), model.spec().task(), engine, batch);
  }

  /** Returns these options for a model by its name. */
  public static Map<String, String> of(String model, Task task, Kind engine, int batch) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("inference.engine", engine.toString());
    settings.put("inference.threads", "1");
    settings.put("inference.batch-size", Integer.toString(batch));
    if (batch == 1) {
      settings.put("inference.batch-delay", "0 ms");
    }
    settings.put("detector.enabled", Boolean.toString(task == Task.DETECTION));
    if (task == Task.DETECTION) {
      settings.put("detector.focus", "off");
    }
    settings.put("classifier.mode", task == Task.CLASSIFICATION ? "frame" : "off");
    settings.put("segmenter.enabled", Boolean.toString(task == Task.SEGMENTATION));
    settings.put(
        switch (task) {
          case DETECTION -> "detector.model";
          case CLASSIFICATION -> "classifier.model";
          case SEGMENTATION -> "segmenter.model";
        },
        model);
    return settings;
  }

  /** Returns these options with results in the topic that the pipeline benchmark reads. */
  public static Map<String, String> ofBench(Model model, Kind engine, int batch) {
    Map<String, String> settings = of(model, engine, batch);
    if (model.spec().task() != Task.DETECTION) {
      settings.put("topics.detections", "bench.unused");
      settings.put(
          model.spec().task() == Task.CLASSIFICATION
              ? "topics.classifications"
              : "topics.segmentations",
          PipelineBench.RESULTS);
    }
    return settings;
  }
}
