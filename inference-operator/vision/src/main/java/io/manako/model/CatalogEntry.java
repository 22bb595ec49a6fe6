package io.manako.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Model that can be fetched.
 *
 * @param name name of the model, lower-case with dashes
 * @param version version of the weights
 * @param task result that the model computes
 * @param description one sentence about the model
 * @param licence licence of the weights, as an SPDX identifier
 * @param weights package with the TensorFlow.js or TensorFlow Lite model
 * @param network part of that model that is the network
 * @param labels package with the names of the classes
 * @param input layout, size and normalisation of the input
 * @param output names and format of the outputs
 * @param thresholds choice of detections
 * @param accuracy published accuracy in percent: COCO's mean average precision, ImageNet's top-1
 *     accuracy or VOC's mean intersection over union; 0 if none was published
 * @param trackScores scores at which the boxes of a detector make tracks
 */
public record CatalogEntry(
    String name,
    String version,
    Task task,
    String description,
    String licence,
    PackageFile weights,
    NetworkPart network,
    LabelSource labels,
    InputSpec input,
    OutputSpec output,
    DetectionThresholds thresholds,
    double accuracy,
    TrackScores trackScores) {

  /**
   * File of an npm package.
   *
   * @param name name of the package
   * @param version exact version of the package
   * @param sha256 checksum of the package's archive, lower-case hex
   * @param file path inside the package
   * @param offset first byte of the file that is used
   * @param length bytes that are used from there on; 0 for all
   */
  public record PackageFile(
      String name, String version, String sha256, String file, long offset, long length) {
    /** Creates a reference to a whole file. */
    public PackageFile(String name, String version, String sha256, String file) {
      this(name, version, sha256, file, 0, 0);
    }

    /** Identifier of the package in npm: {@code NAME@VERSION}. */
    public String id() {
      return name + "@" + version;
    }

    static PackageFile read(YamlMapping yaml) {
      return new PackageFile(
          yaml.text("package"),
          yaml.text("version"),
          yaml.text("sha256"),
          yaml.text("file"),
          yaml.has("length") ? yaml.integer("offset", 0) : 0,
          yaml.has("length") ? yaml.integer("length", 1) : 0);
    }
  }

  /**
   * Part of a TensorFlow.js or TensorFlow Lite model that is the network.
   *
   * @param input tensor that takes the normalised pictures; empty for the model's own input, as
   *     always in TensorFlow Lite
   * @param outputs tensor by output name
   * @param anchors constant of shape [1, anchors, 4] with y0, x0, y1, x1; empty if there are none
   * @param grid rule that computes the anchors; null if there are none or the model holds them
   */
  public record NetworkPart(
      String input, Map<String, String> outputs, String anchors, @Nullable AnchorRule grid) {}

  /**
   * Names of classes in the catalog itself, in a JavaScript file, or in a text with one name on
   * each line.
   *
   * @param file file that holds the names; null if the catalog states them
   * @param variable name of the object literal; empty for a text
   * @param field field of each class's object; empty if classes are texts themselves
   * @param names names of the classes, one for each id; empty if they are in the file
   * @param firstClassId class id of the first label
   * @param count number of ids, unused ones included
   * @param map name of the label map
   */
  public record LabelSource(
      @Nullable PackageFile file,
      String variable,
      String field,
      List<String> names,
      int firstClassId,
      int count,
      String map) {}

  /** Whether the model knows several classes, so that it can stand in for others of its task. */
  public boolean isGeneral() {
    return labels.count() > 1;
  }

  /** Origin of the model: {@code npm:PACKAGE@VERSION}. */
  public String source() {
    return "npm:" + weights.id();
  }

  /**
   * Returns the description of the converted model.
   *
   * @param names names of the classes by id minus that of the first one
   * @param sha256 checksum of the converted network, lower-case hex
   */
  ModelSpec describe(List<String> names, String sha256) {
    return new ModelSpec(
        name,
        version,
        task,
        input,
        output,
        names,
        labels.firstClassId(),
        labels.map(),
        thresholds.score(),
        thresholds.iou(),
        thresholds.maxDetections(),
        sha256,
        licence,
        source(),
        trackScores);
  }
}
