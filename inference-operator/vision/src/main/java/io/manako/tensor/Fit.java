package io.manako.tensor;

/**
 * Position of a crop of a certain size in the model's input, with the taps that resize it.
 *
 * @param crop crop of the original picture
 * @param left first input column that shows the crop
 * @param top first input row that shows the crop
 * @param columns taps of the columns from {@code left} on, as byte offsets within a row
 * @param rows taps of the rows from {@code top} on, as row numbers of the original picture
 */
record Fit(Crop crop, int left, int top, BilinearTaps columns, BilinearTaps rows) {

  static Fit of(Crop crop, Preprocessing spec) {
    int width = spec.width();
    int height = spec.height();
    if (spec.resize() == ResizeMode.LETTERBOX) {
      double zoom = Math.min((double) width / crop.width(), (double) height / crop.height());
      width = Math.max(1, (int) Math.round(crop.width() * zoom));
      height = Math.max(1, (int) Math.round(crop.height() * zoom));
    }
    BilinearTaps columns = BilinearTaps.of(crop.x(), crop.width(), width);
    return new Fit(
        crop,
        (spec.width() - width) / 2,
        (spec.height() - height) / 2,
        columns.times(Preprocessing.CHANNELS),
        BilinearTaps.of(crop.y(), crop.height(), height));
  }

  Placement placement(Preprocessing spec, int imageWidth, int imageHeight) {
    float pixelX = (float) crop.width() / columns.size();
    float pixelY = (float) crop.height() / rows.size();
    return new Placement(
        spec.width() * pixelX,
        spec.height() * pixelY,
        crop.x() - left * pixelX,
        crop.y() - top * pixelY,
        imageWidth,
        imageHeight);
  }
}
