package io.manako.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be fetched.
 *
 * @param name lower-case with dashes
 * @param version of its weights
 * @param task what it answers
 * @param description a sentence
 * @param licence of the weights, SPDX
 * @param weights the package with the TensorFlow.js or TensorFlow Lite model
 * @param network which part of it is the network
 * @param labels the package with the names of the classes
 * @param input what it reads
 * @param output what it writes
 * @param thresholds how its detections are chosen
 * @param accuracy published, in percent: COCO's mean average precision, ImageNet's top-1 accuracy
 *     or VOC's mean intersection over union; 0 if nothing was published
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
    double accuracy) {

  /**
   * A file of an npm package.
   *
   * @param name of the package
   * @param version exact
   * @param sha256 of the package's archive, lower-case hex
   * @param file path inside of the package
   * @param offset first byte of the file that is used
   * @param length bytes that are used from there on; 0 for all
   */
  public record PackageFile(
      String name, String version, String sha256, String file, long offset, long length) {
    /** A whole file. */
    public PackageFile(String name, String version, String sha256, String file) {
      this(name, version, sha256, file, 0, 0);
    }

    /** As npm names it. */
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
   * Which part of a TensorFlow.js or TensorFlow Lite model is the network.
   *
   * @param input tensor that takes the normalised pictures; empty for the model's own input, as
   *     always in TensorFlow Lite
   * @param outputs tensor by output name
   * @param anchors constant of shape [1, anchors, 4] with y0, x0, y1, x1; empty if there are none
   * @param grid anchors by rule; null if there are none or the model holds them
   */
  public record NetworkPart(
      String input, Map<String, String> outputs, String anchors, @Nullable AnchorGrid grid) {}

  /**
   * Names of classes in a JavaScript file or a text of one name a line.
   *
   * @param file where
   * @param variable the object literal's name; empty for a text
   * @param field of each class's object; empty where classes are texts themselves
   * @param firstClassId the class id of the first label
   * @param count ids in all, unused ones included
   * @param map name of the label map
   */
  public record LabelSource(
      PackageFile file, String variable, String field, int firstClassId, int count, String map) {}

  /** Where the model comes from: {@code npm:PACKAGE@VERSION}. */
  public String source() {
    return "npm:" + weights.id();
  }
}
