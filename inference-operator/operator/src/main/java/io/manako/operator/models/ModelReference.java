package io.manako.operator.models;

/**
 * One model and no other.
 *
 * @param name in the catalog
 * @param version of its weights
 * @param sha256 of {@code model.onnx}, 64 lower-case hex digits, as in every record it makes
 */
public record ModelReference(String name, String version, String sha256) {
  @Override
  public String toString() {
    return name + " version " + version;
  }
}
