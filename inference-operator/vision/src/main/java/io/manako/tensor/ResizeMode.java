package io.manako.tensor;

/** Way in which a picture of any size is brought to the model's input size. */
public sealed interface ResizeMode {
  /** Both sides are scaled on their own; the aspect ratio changes. */
  ResizeMode STRETCH = new Stretch();

  /** Both sides are scaled alike, the picture is centred and the rest is filled with grey. */
  ResizeMode LETTERBOX = new Letterbox();

  /**
   * Way for a part of a picture that is cut closely around one object. A centre crop would cut the
   * object's own ends off, so the part is stretched instead.
   */
  default ResizeMode aroundAnObject() {
    return this instanceof CenterCrop ? STRETCH : this;
  }

  /** See {@link #STRETCH}. */
  record Stretch() implements ResizeMode {}

  /** See {@link #LETTERBOX}. */
  record Letterbox() implements ResizeMode {}

  /**
   * Both sides are scaled alike and only the middle is taken, as in the evaluation of most ImageNet
   * classifiers. A square input of 224 pixels with a fraction of 0.875 takes the middle of a
   * picture whose shorter side is 256 pixels.
   *
   * @param fraction share of the picture's tighter side that the input shows, above 0, at most 1
   */
  record CenterCrop(float fraction) implements ResizeMode {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException with the number, if it is out of its range
     */
    public CenterCrop {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new IllegalArgumentException(
            "the fraction of a centre crop is " + fraction + "; it must be above 0 and at most 1");
      }
    }
  }
}
