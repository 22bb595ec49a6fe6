package io.manako.detect;

import io.manako.tensor.Crop;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Division of a picture into tiles that are processed one by one, so that small objects keep enough
 * pixels in the network's input (sliced inference: Akyon et al., ICIP 2022). If there is more than
 * one tile, the whole picture is processed too, for the objects that no tile holds.
 *
 * @param columns number of columns, 1 … {@value #MOST}
 * @param rows number of rows, 1 … {@value #MOST}
 */
public record Tiling(int columns, int rows) implements Serializable {
  private static final int MOST = 4;

  /** Fraction of a tile that overlaps its neighbour. */
  private static final double OVERLAP = 0.2;

  private static final Pattern FORM = Pattern.compile("([1-9])x([1-9])");

  /** Tiling that consists of the whole picture only. */
  public static final Tiling NONE = new Tiling(1, 1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the numbers, if one of them is out of its range
   */
  public Tiling {
    if (columns < 1 || columns > MOST || rows < 1 || rows > MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%dx%d tiles; there are 1 to %d columns and rows", columns, rows, MOST));
    }
  }

  /**
   * Reads {@code 1}, or columns and rows such as {@code 2x2}.
   *
   * @throws IllegalArgumentException with a sentence that names the accepted forms
   */
  public static Tiling parse(String text) {
    if (text.strip().equals("1")) {
      return NONE;
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" are no tiles; write 1, or columns and rows such as 2x2".formatted(text));
    }
    return new Tiling(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Number of runs for one picture. */
  public int views() {
    return equals(NONE) ? 1 : columns * rows + 1;
  }

  /**
   * Returns the whole picture, then the tiles row by row, which overlap and cover it.
   *
   * @param width width of the picture in pixels
   * @param height height of the picture in pixels
   */
  public List<Crop> of(int width, int height) {
    List<Crop> views = new ArrayList<>();
    views.add(new Crop(0, 0, width, height));
    if (equals(NONE)) {
      return views;
    }
    int w = side(width, columns);
    int h = side(height, rows);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        views.add(new Crop(start(width - w, column, columns), start(height - h, row, rows), w, h));
      }
    }
    return views;
  }

  /** Returns the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return equals(NONE) ? "1" : columns + "x" + rows;
  }

  private static int side(int whole, int parts) {
    return (int) Math.ceil(whole / (parts - (parts - 1) * OVERLAP));
  }

  private static int start(int room, int index, int parts) {
    return parts == 1 ? 0 : (int) Math.round((double) room * index / (parts - 1));
  }
}
