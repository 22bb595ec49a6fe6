package io.manako.tensor;

/**
 * Where a picture came to lie in the model's input: the way back from fractions of the input to
 * pixels of the original picture, {@code original = fraction * scale + offset} on each axis.
 *
 * @param scaleX original pixels per whole input width
 * @param scaleY original pixels per whole input height
 * @param offsetX original x at fraction 0; negative with a letterbox's bars
 * @param offsetY original y at fraction 0; negative with a letterbox's bars
 * @param width of the original picture in pixels, to clip to
 * @param height of the original picture in pixels, to clip to
 */
public record Placement(
    float scaleX, float scaleY, float offsetX, float offsetY, int width, int height) {

  /** Original x, in pixels, of a fraction of the input's width. */
  public float toX(float fraction) {
    return fraction * scaleX + offsetX;
  }

  /** Original y, in pixels, of a fraction of the input's height. */
  public float toY(float fraction) {
    return fraction * scaleY + offsetY;
  }
}
