package io.manako.tensor;

/**
 * Position of a crop of a certain size in the model's input, with the taps that resize it.
 *
 * @param crop crop of the original picture
 * @param horizontal part of the crop's width that the input shows
 * @param vertical part of the crop's height that the input shows
 * @param left first input column that shows the crop
 * @param top first input row that shows the crop
 * @param columns taps of the columns from {@code left} on, as byte offsets within a row
 * @param rows taps of the rows from {@code top} on, as row numbers of the original picture
 */
record Fit(
    Crop crop,
    Axis horizontal,
    Axis vertical,
    int left,
    int top,
    BilinearTaps columns,
    BilinearTaps rows) {

  static Fit of(Crop crop, Preprocessing spec) {
    if (spec.resize() instanceof ResizeMode.CenterCrop center) {
      return middle(crop, spec, center.fraction());
    }
    Axis x = Axis.whole(crop.x(), crop.width());
    Axis y = Axis.whole(crop.y(), crop.height());
    if (spec.resize() instanceof ResizeMode.Letterbox) {
      double zoom =
          Math.min((double) spec.width() / crop.width(), (double) spec.height() / crop.height());
      int width = Math.max(1, (int) Math.round(crop.width() * zoom));
      int height = Math.max(1, (int) Math.round(crop.height() * zoom));
      return new Fit(crop, spec, new Shown(x, width), new Shown(y, height));
    }
    return new Fit(crop, spec, new Shown(x, spec.width()), new Shown(y, spec.height()));
  }

  /** Takes the largest middle of the input's shape, and the fraction of its sides. */
  private static Fit middle(Crop crop, Preprocessing spec, double fraction) {
    double width = crop.width();
    double height = crop.height();
    if ((long) crop.width() * spec.height() <= (long) crop.height() * spec.width()) {
      height = width * spec.height() / spec.width();
    } else {
      width = height * spec.width() / spec.height();
    }
    Axis x = Axis.middle(crop.x(), crop.width(), width * fraction);
    Axis y = Axis.middle(crop.y(), crop.height(), height * fraction);
    return new Fit(crop, spec, new Shown(x, spec.width()), new Shown(y, spec.height()));
  }

  /** Part of an axis with the number of input samples that show it. */
  private record Shown(Axis axis, int target) {}

  private Fit(Crop crop, Preprocessing spec, Shown x, Shown y) {
    this(
        crop,
        x.axis,
        y.axis,
        (spec.width() - x.target) / 2,
        (spec.height() - y.target) / 2,
        BilinearTaps.of(x.axis, x.target).times(Preprocessing.CHANNELS),
        BilinearTaps.of(y.axis, y.target));
  }

  Placement placement(Preprocessing spec, int imageWidth, int imageHeight) {
    float pixelX = (float) (horizontal.span() / columns.size());
    float pixelY = (float) (vertical.span() / rows.size());
    return new Placement(
        spec.width() * pixelX,
        spec.height() * pixelY,
        (float) (crop.x() + horizontal.from()) - left * pixelX,
        (float) (crop.y() + vertical.from()) - top * pixelY,
        imageWidth,
        imageHeight);
  }
}
