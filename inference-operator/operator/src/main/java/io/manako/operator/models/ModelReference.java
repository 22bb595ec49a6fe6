package io.manako.operator.models;

/**
 * Identity of one model.
 *
 * @param name name in the catalog
 * @param version version of the weights
 * @param sha256 hash of {@code model.onnx}, 64 lower-case hex digits, as in every record
 */
public record ModelReference(String name, String version, String sha256) {
  @Override
  public String toString() {
    return name + " version " + version;
  }
}
