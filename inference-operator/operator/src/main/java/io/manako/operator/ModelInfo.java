package io.manako.operator;

import io.manako.model.ModelSpec;
import java.io.Serializable;

/**
 * Identity and thresholds of a model, as every record holds them.
 *
 * @param name name of the model
 * @param version version of the weights
 * @param sha256 hash of {@code model.onnx}, 64 lower-case hex digits
 * @param engine engine that ran the model: {@code onnxruntime} or {@code java}
 * @param scoreThreshold score below which answers were dropped, 0 … 1
 * @param iouThreshold threshold of non-maximum suppression, 0 … 1; 0 for all but detectors
 * @param labelMap name of the label map, such as {@code coco-90}
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

  /** Returns a model as its file describes it, with its own thresholds. */
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

  /** Returns the same model with thresholds that replace its own. */
  public ModelInfo withThresholds(float score, float iou) {
    return new ModelInfo(name, version, sha256, engine, score, iou, labelMap);
  }
}
