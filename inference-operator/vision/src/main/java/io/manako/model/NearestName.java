package io.manako.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a mistyped name probably stands for. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the accepted name that takes the fewest changes to reach.
   *
   * @param wrong the mistyped name
   * @param accepted one name or more
   */
  public static String of(String wrong, Collection<String> accepted) {
    return Collections.min(
        accepted, Comparator.comparingInt((String name) -> distance(wrong, name)));
  }

  /**
   * Returns the nearest accepted name if it is similar or starts with the mistyped one.
   *
   * @param wrong the mistyped name
   * @param accepted one name or more
   */
  public static Optional<String> near(String wrong, Collection<String> accepted) {
    return Optional.of(of(wrong, accepted))
        .filter(
            name ->
                name.startsWith(wrong) || distance(wrong, name) <= Math.max(2, wrong.length() / 2));
  }

  /** Returns "did you mean NAME? …" with every accepted name. */
  public static String hint(String wrong, Collection<String> accepted) {
    String all = String.join(", ", accepted);
    if (!accepted.isEmpty()) {
      return near(wrong, accepted)
          .map(name -> "did you mean " + name + "? Accepted: " + all)
          .orElse("accepted: " + all);
    }
    return "accepted: " + all;
  }

  /** Levenshtein distance: the number of letters to insert, remove or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
