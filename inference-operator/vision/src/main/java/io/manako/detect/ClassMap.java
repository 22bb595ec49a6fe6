package io.manako.detect;

import java.util.Arrays;

/** Best class of each pixel, by column of the scores, with a conversion to run-length masks. */
final class ClassMap {
  /** Class of a pixel whose scores are not numbers. */
  static final int NONE = -1;

  private final int height;
  private final int width;
  private final int[] classes;

  ClassMap(int height, int width) {
    this.height = height;
    this.width = width;
    this.classes = new int[height * width];
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  void set(int x, int y, int column) {
    classes[y * width + x] = column;
  }

  /** Returns the runs of each class below {@code count}. */
  Runs[] runs(int count) {
    Runs[] runs = new Runs[count];
    Arrays.setAll(runs, i -> new Runs());
    int total = classes.length;
    int start = 0;
    int current = at(0);
    for (int i = 1; i <= total; i++) {
      int next = i < total ? at(i) : NONE;
      if (i == total || next != current) {
        if (current != NONE) {
          runs[current].add(start, i);
        }
        start = i;
        current = next;
      }
    }
    return runs;
  }

  /** Returns the class of the i-th pixel, column by column from the top left. */
  private int at(int i) {
    return classes[i % height * width + i / height];
  }

  /** Runs of one class. */
  final class Runs {
    private int[] lengths = new int[16];
    private int count;
    private int end;
    private int pixels;

    private void add(int from, int to) {
      if (count + 3 > lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * lengths.length);
      }
      lengths[count++] = from - end;
      lengths[count++] = to - from;
      end = to;
      pixels += to - from;
    }

    /** Number of pixels inside. */
    int pixels() {
      return pixels;
    }

    RunLengthMask mask() {
      int rest = classes.length - end;
      if (rest > 0) {
        lengths[count] = rest;
      }
      return RunLengthMask.of(height, width, lengths, rest > 0 ? count + 1 : count);
    }
  }
}
