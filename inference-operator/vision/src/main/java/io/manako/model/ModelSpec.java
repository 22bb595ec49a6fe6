package io.manako.model;

import java.util.List;
import java.util.Locale;

/**
 * Everything about a model but its weights: the content of {@code model.yaml}.
 *
 * @param name lower-case with dashes
 * @param version of these weights, a free text
 * @param task what it answers
 * @param input what it reads
 * @param output what it writes
 * @param labels names by class id minus {@code firstClassId}; an empty name is an unused id
 * @param firstClassId the class id of the first label (COCO: 1, ImageNet: 0)
 * @param labelMap the name of the label map, such as {@code coco-90}
 * @param scoreThreshold detections below are dropped (0 for all but detectors)
 * @param iouThreshold of non-maximum suppression (0 for all but detectors)
 * @param maxDetections per frame, at least 1
 * @param sha256 of {@code model.onnx}, lower-case hex
 * @param licence of the weights, SPDX
 * @param source where they come from, such as {@code npm:name@version}
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
    String source) {

  /** The same model with the fingerprint of its file. */
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
        source);
  }

  /**
   * Compares the labels with what a network gives: more of them than classes belong to another
   * network, or an empty line was lost, and then every name behind it is wrong. Fewer are fine.
   *
   * @param classes that the network's scores have, the background left out
   * @throws ModelException with both numbers if there are more labels
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

  /** The name of a class, or {@code class-<id>} if the label map has none. */
  public String label(int classId) {
    int i = classId - firstClassId;
    boolean named = i >= 0 && i < labels.size() && !labels.get(i).isEmpty();
    return named ? labels.get(i) : "class-" + classId;
  }
}
