package io.manako.graph.tf;

import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Window;
import java.util.List;
import java.util.Locale;

/**
 * Strides, dilations and padding as TensorFlow names them, before the size of the map is known.
 *
 * @param strides strides of rows and columns
 * @param dilations dilations of rows and columns
 * @param padding {@code SAME}, {@code VALID} or {@code EXPLICIT}
 * @param explicit padding at the top, bottom, left and right for {@code EXPLICIT}, not read
 *     otherwise
 */
public record TfWindow(
    List<Integer> strides, List<Integer> dilations, String padding, List<Integer> explicit) {
  /** Maximum stride or dilation, in pixels; no picture network has more. */
  public static final int MAX_STEP = 1 << 12;

  /**
   * Checks the strides and the dilations.
   *
   * @throws MalformedModelException if a stride or a dilation is below 1 or over {@link #MAX_STEP}
   */
  public TfWindow {
    checkSteps("strides", strides);
    checkSteps("dilations", dilations);
  }

  private static void checkSteps(String name, List<Integer> steps) {
    if (steps.stream().anyMatch(step -> step < 1 || step > MAX_STEP)) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "%s are %s pixels; they are 1 to %d each", name, steps, MAX_STEP));
    }
  }

  /** Returns the window of a kernel of the given size on a map. */
  public Window on(TfValue map, Extent kernel) {
    Window bare = new Window(kernel, extent(strides), extent(dilations), Border.NONE);
    return switch (padding) {
      case "SAME" -> bare.same(map.height(), map.width());
      case "VALID" -> bare;
      case "EXPLICIT" ->
          bare.around(
              new Border(explicit.get(0), explicit.get(2), explicit.get(1), explicit.get(3)));
      default ->
          throw new MalformedModelException(
              "padding " + padding + " is unknown; SAME, VALID and EXPLICIT are read");
    };
  }

  private static Extent extent(List<Integer> rowsAndColumns) {
    return new Extent(rowsAndColumns.get(0), rowsAndColumns.get(1));
  }
}
