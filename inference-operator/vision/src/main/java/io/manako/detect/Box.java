package io.manako.detect;

/**
 * Axis-aligned rectangle in pixels of the original picture, with the origin at the top left (COCO's
 * order).
 *
 * @param x left edge
 * @param y top edge
 * @param width width, at least 0
 * @param height height, at least 0
 */
public record Box(float x, float y, float width, float height) {
  public float right() {
    return x + width;
  }

  public float bottom() {
    return y + height;
  }

  public float area() {
    return width * height;
  }

  /** Returns the area that both boxes cover, or 0 for boxes that do not overlap. */
  public float intersection(Box other) {
    float w = Math.min(right(), other.right()) - Math.max(x, other.x);
    float h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    return w <= 0 || h <= 0 ? 0 : w * h;
  }

  /** Returns the intersection over union, or 0 for boxes that do not overlap. */
  public float iou(Box other) {
    float intersection = intersection(other);
    return intersection <= 0 ? 0 : intersection / (area() + other.area() - intersection);
  }
}
