package io.manako.model;

import java.util.List;
import java.util.Locale;

/**
 * Description of a model without its weights: the content of {@code model.yaml}.
 *
 * @param name name of the model, lower-case with dashes
 * @param version version of these weights, a free text
 * @param task result that the model computes
 * @param input layout, size and normalisation of the input
 * @param output names and format of the outputs
 * @param labels names by class id minus {@code firstClassId}; an empty name is an unused id
 * @param firstClassId class id of the first label (COCO: 1, ImageNet: 0)
 * @param labelMap name of the label map, such as {@code coco-90}
 * @param scoreThreshold score below which a detection is dropped, 0 … 1 (0 for all but detectors)
 * @param iouThreshold overlap for non-maximum suppression, 0 … 1 (0 for all but detectors)
 * @param maxDetections greatest number of detections in a frame, at least 1
 * @param sha256 checksum of {@code model.onnx}, lower-case hex
 * @param licence licence of the weights, as an SPDX identifier
 * @param source origin of the weights, such as {@code npm:name@version}
 * @param trackScores scores at which the boxes of a detector make tracks
 */
public record ModelSpec(
    String name,
    String version,
    Task task,
    InputSpec input,
    OutputSpec output,
    List<String> labels,
    int firstClassId,
    String labelMap,
    float scoreThreshold,
    float iouThreshold,
    int maxDetections,
    String sha256,
    String licence,
    String source,
    TrackScores trackScores) {

  /** Returns the same description with the checksum of the model's file. */
  ModelSpec withSha256(String fingerprint) {
    return new ModelSpec(
        name,
        version,
        task,
        input,
        output,
        labels,
        firstClassId,
        labelMap,
        scoreThreshold,
        iouThreshold,
        maxDetections,
        fingerprint,
        licence,
        source,
        trackScores);
  }

  /**
   * Checks that the labels fit a network. More labels than classes belong to another network, or an
   * empty line was lost, and then every name behind that line is wrong. Fewer labels are valid.
   *
   * @param classes number of classes in the network's scores without the background, at least 1
   * @throws ModelException with both numbers, if there are more labels than classes
   */
  public void requireLabelsFit(int classes) {
    int named = labels.size();
    while (named > 0 && labels.get(named - 1).isEmpty()) {
      named--;
    }
    if (named > classes) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "%s has %d labels, but its network gives %d classes; correct labels.file, one line a"
                  + " class from labels.first-class-id on",
              name,
              named,
              classes));
    }
  }

  /** Returns the name of a class, or {@code class-<id>} if the label map has none. */
  public String label(int classId) {
    int i = classId - firstClassId;
    boolean named = i >= 0 && i < labels.size() && !labels.get(i).isEmpty();
    return named ? labels.get(i) : "class-" + classId;
  }
}
