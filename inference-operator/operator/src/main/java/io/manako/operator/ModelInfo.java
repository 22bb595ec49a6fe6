package io.manako.operator;

import io.manako.model.ModelSpec;
import java.io.Serializable;

/**
 * Which model answered, as it stands in every record.
 *
 * @param name of the model
 * @param version of its weights
 * @param sha256 of {@code model.onnx}, lower-case hex
 * @param engine what ran it: {@code onnxruntime} or {@code java}
 * @param scoreThreshold below which answers were dropped, as used (options win over the model)
 * @param iouThreshold of non-maximum suppression, as used; 0 for all but detectors
 * @param labelMap such as {@code coco-90}
 */
public record ModelInfo(
    String name,
    String version,
    String sha256,
    String engine,
    float scoreThreshold,
    float iouThreshold,
    String labelMap)
    implements Serializable {

  /** A model as its file describes it, with its own thresholds. */
  public static ModelInfo of(ModelSpec spec, String engine) {
    return new ModelInfo(
        spec.name(),
        spec.version(),
        spec.sha256(),
        engine,
        spec.scoreThreshold(),
        spec.iouThreshold(),
        spec.labelMap());
  }

  /** The same model with the thresholds that are used instead of its own. */
  public ModelInfo withThresholds(float score, float iou) {
    return new ModelInfo(name, version, sha256, engine, score, iou, labelMap);
  }
}
