package io.manako.tensor;

/**
 * Position of a picture in the model's input, as the conversion from fractions of the input to
 * pixels of the original picture: {@code original = fraction * scale + offset} on each axis.
 *
 * @param scaleX original pixels per whole input width
 * @param scaleY original pixels per whole input height
 * @param offsetX original x at fraction 0; negative with a letterbox's bars
 * @param offsetY original y at fraction 0; negative with a letterbox's bars
 * @param width width of the original picture in pixels, to which boxes are clipped
 * @param height height of the original picture in pixels, to which boxes are clipped
 */
public record Placement(
    float scaleX, float scaleY, float offsetX, float offsetY, int width, int height) {

  /** Converts a fraction of the input's width to an original x in pixels. */
  public float toX(float fraction) {
    return fraction * scaleX + offsetX;
  }

  /** Converts a fraction of the input's height to an original y in pixels. */
  public float toY(float fraction) {
    return fraction * scaleY + offsetY;
  }
}
