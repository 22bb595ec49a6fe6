package io.manako.tensor;

/** Way in which a picture of any size is brought to the model's input size. */
public enum ResizeMode {
  /** Both sides are scaled on their own; the aspect ratio changes. */
  STRETCH,
  /** Both sides are scaled alike, the picture is centred and the rest is filled with grey. */
  LETTERBOX
}
