package io.manako.tensor;

/** How a picture of any size comes to the model's input size. */
public enum ResizeMode {
  /** Both sides are scaled on their own; the aspect ratio changes. */
  STRETCH,
  /** Both sides are scaled alike, the picture is centred and the rest is filled with grey. */
  LETTERBOX
}
