package io.manako.tensor;

import io.manako.image.Image;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resizes, normalises and lays out pictures in one pass, directly into a batch's buffer. The resize
 * is bilinear with half-pixel centres and deterministic. A preprocessor keeps its tables and one
 * row between calls, so it serves one thread.
 */
public final class Preprocessor {
  /** Grey of a letterbox's bars, in pixel units (YOLO's convention). */
  public static final int LETTERBOX_GREY = 114;

  private static final int CHANNELS = Preprocessing.CHANNELS;

  private final Preprocessing spec;
  private final float[] row;
  // By source channel: red, green, blue.
  private final int[] target = new int[CHANNELS];
  private final float[] mean = new float[ColumnBlender.SLACK];
  private final float[] scale = new float[ColumnBlender.SLACK];
  private final @Nullable RowKernels kernels;
  private final @Nullable ChannelMixer mixer;
  private float[] blended = new float[0];
  private @Nullable Fit lastFit;

  /** Creates a preprocessor with plain loops. */
  public Preprocessor(Preprocessing spec) {
    this(spec, null);
  }

  /**
   * Creates a preprocessor with other kernels for rows and columns, whose results have the same
   * bits.
   *
   * @param spec size and normalisation of the input
   * @param kernels the kernels; null for plain loops
   */
  public Preprocessor(Preprocessing spec, @Nullable RowKernels kernels) {
    this.spec = spec;
    this.kernels = kernels;
    this.row = new float[spec.width() * CHANNELS + ColumnBlender.SLACK];
    this.mixer = ChannelMixer.isNeeded(spec) ? new ChannelMixer(spec) : null;
    for (int c = 0; c < CHANNELS; c++) {
      target[c] = spec.bgr() && mixer == null ? CHANNELS - 1 - c : c;
    }
    Arrays.fill(scale, 1);
    for (int i = 0; i < mean.length && mixer == null; i++) {
      mean[i] = spec.mean().get(target[i % CHANNELS]);
      scale[i] = 1 / spec.std().get(target[i % CHANNELS]);
    }
  }

  /**
   * Writes a whole picture.
   *
   * @return the conversion from the input back to pixels of {@code image}
   */
  public Placement write(Image image, PictureSlot slot) {
    return write(image, Crop.of(image), slot);
  }

  /**
   * Writes a part of a picture, without copying its pixels first.
   *
   * @param image the picture
   * @param crop the part, inside the picture
   * @param slot target of the samples
   * @return the conversion from the input back to pixels of {@code image}
   * @throws IllegalArgumentException if the crop leaves the picture or the slot has another size
   */
  public Placement write(Image image, Crop crop, PictureSlot slot) {
    check(image, crop, slot.layout());
    Fit fit = fit(crop);
    RowWriter writer = new RowWriter(slot);
    int step = mixer == null ? writer.step() : 1;
    int width = spec.width();
    int[] place =
        mixer == null
            ? new int[] {writer.place(target[0]), writer.place(target[1]), writer.place(target[2])}
            : new int[] {0, width, 2 * width};
    for (int y = 0; y < spec.height(); y++) {
      if (showsPicture(fit, y)) {
        blend(image, fit, y, step, place);
      }
      // Bars are filled afterwards, because vectors may write behind the picture.
      fillBars(fit, y, step, place);
      writer.write(mixer == null ? row : mixer.mix(row, writer.step()), y);
    }
    return fit.placement(spec, image.width(), image.height());
  }

  /**
   * Returns the tables of a crop: frames of one camera have one size, so the last ones nearly
   * always fit.
   */
  private Fit fit(Crop crop) {
    Fit fit = lastFit;
    if (fit == null || !fit.crop().equals(crop)) {
      fit = Fit.of(crop, spec);
      lastFit = fit;
    }
    return fit;
  }

  private static boolean showsPicture(Fit fit, int y) {
    return y >= fit.top() && y < fit.top() + fit.rows().size();
  }

  private void blend(Image image, Fit fit, int y, int step, int[] place) {
    BilinearTaps rows = fit.rows();
    int r = y - fit.top();
    int rowBytes = image.width() * CHANNELS;
    int upper = rows.first()[r] * rowBytes;
    int lower = rows.second()[r] * rowBytes;
    if (kernels != null) {
      blendRows(
          kernels.rows(), image.rgb(), new Span(upper, lower, rows.weight()[r]), fit.columns());
      blendColumns(kernels.columns(), fit, step, place);
      return;
    }
    BilinearRow.blend(
        image.rgb(),
        upper,
        lower,
        rows.weight()[r],
        fit.columns(),
        mean,
        scale,
        row,
        fit.left() * step,
        step,
        place);
  }

  /** Two rows and the weight of the lower one. */
  private record Span(int upper, int lower, float weight) {}

  private void blendRows(RowBlender blender, byte[] rgb, Span span, BilinearTaps columns) {
    int from = columns.first()[0];
    int count = columns.second()[columns.size() - 1] + CHANNELS - from;
    if (blended.length < count + ColumnBlender.SLACK) {
      blended = new float[count + ColumnBlender.SLACK];
    }
    blender.blend(rgb, span.upper() + from, span.lower() + from, span.weight(), blended, count);
  }

  private void blendColumns(ColumnBlender blender, Fit fit, int step, int[] place) {
    BilinearTaps columns = fit.columns();
    if (step == CHANNELS && place[0] == 0 && place[1] == 1) {
      blender.blend(
          blended,
          columns.first()[0],
          columns.first(),
          columns.second(),
          columns.weight(),
          mean,
          scale,
          row,
          fit.left() * CHANNELS);
      return;
    }
    BilinearRow.pick(
        blended,
        fit.columns().first()[0],
        fit.columns(),
        mean,
        scale,
        row,
        fit.left() * step,
        step,
        place);
  }

  /**
   * Fills with grey the part of a row that the picture does not cover: all of it, or its two ends.
   */
  private void fillBars(Fit fit, int y, int step, int[] place) {
    int pictureStart = showsPicture(fit, y) ? fit.left() : spec.width();
    int pictureEnd = showsPicture(fit, y) ? fit.left() + fit.columns().size() : spec.width();
    for (int c = 0; c < CHANNELS; c++) {
      float grey = (LETTERBOX_GREY - mean[c]) * scale[c];
      for (int x = 0; x < pictureStart; x++) {
        row[place[c] + x * step] = grey;
      }
      for (int x = pictureEnd; x < spec.width(); x++) {
        row[place[c] + x * step] = grey;
      }
    }
  }

  private void check(Image image, Crop crop, ImageLayout layout) {
    if (crop.x() + crop.width() > image.width() || crop.y() + crop.height() > image.height()) {
      throw new IllegalArgumentException(
          crop + " leaves the picture of " + image.width() + "x" + image.height());
    }
    boolean fits =
        layout.width() == spec.width()
            && layout.height() == spec.height()
            && layout.channels() == spec.channels();
    if (!fits) {
      throw new IllegalArgumentException(layout + " does not take the input of " + spec);
    }
  }
}
