package io.manako.detect;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.List;

/**
 * Views of one picture that a detector processes, one run each.
 *
 * @param picture the whole picture
 * @param whole whether the whole picture is one of the views
 * @param parts the other views
 */
public record Views(Crop picture, boolean whole, List<Crop> parts) {
  public Views {
    parts = List.copyOf(parts);
  }

  /** Number of views. */
  public int count() {
    return parts.size() + (whole ? 1 : 0);
  }

  /** Returns the views in the order of their runs: the whole picture first, if it is one. */
  public List<Crop> runs() {
    if (!whole) {
      return parts;
    }
    List<Crop> runs = new ArrayList<>();
    runs.add(picture);
    runs.addAll(parts);
    return runs;
  }
}
