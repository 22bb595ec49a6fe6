package io.manako.graph.tf;

import io.manako.graph.MalformedModelException;
import io.manako.graph.Window;
import java.util.List;
import java.util.Locale;

/**
 * Strides, dilations and padding as TensorFlow names them, before the size of the map is known.
 *
 * @param strides rows, columns
 * @param dilations rows, columns
 * @param padding {@code SAME}, {@code VALID} or {@code EXPLICIT}
 * @param explicit top, bottom, left, right of {@code EXPLICIT}, else empty
 */
public record TfWindow(
    List<Integer> strides, List<Integer> dilations, String padding, List<Integer> explicit) {
  /** Pixels of a stride or a dilation; more are no picture network's. */
  public static final int MAX_STEP = 1 << 12;

  /**
   * Checked.
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

  /** The window of a kernel of that size on that map. */
  public Window on(TfValue map, int kernelHeight, int kernelWidth) {
    return switch (padding) {
      case "SAME" -> {
        int h = same(map.height(), kernelHeight, 0);
        int w = same(map.width(), kernelWidth, 1);
        yield window(kernelHeight, kernelWidth, List.of(h / 2, h - h / 2, w / 2, w - w / 2));
      }
      case "VALID" -> window(kernelHeight, kernelWidth, List.of(0, 0, 0, 0));
      case "EXPLICIT" -> window(kernelHeight, kernelWidth, explicit);
      default ->
          throw new MalformedModelException(
              "padding " + padding + " is unknown; SAME, VALID and EXPLICIT are read");
    };
  }

  /** Zeros in all; TensorFlow puts the odd one behind the map. */
  private int same(int size, int kernel, int axis) {
    int stride = strides.get(axis);
    int out = (size + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + dilations.get(axis) * (kernel - 1) + 1 - size);
  }

  private Window window(int kernelHeight, int kernelWidth, List<Integer> zeros) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strides.get(0),
        strides.get(1),
        dilations.get(0),
        dilations.get(1),
        zeros.get(0),
        zeros.get(2),
        zeros.get(1),
        zeros.get(3));
  }
}
