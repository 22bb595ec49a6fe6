package io.manako.track.scene;

import java.util.Locale;

/** Rule for the ids of zones and lines. */
final class Names {
  private static final int LONGEST = 100;

  private Names() {}

  /**
   * Returns a valid id.
   *
   * @throws IllegalArgumentException with a sentence, if the id is not valid
   */
  static String require(String kind, String id) {
    if (id.isBlank() || id.length() > LONGEST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a %s has the id \"%s\"; an id has 1 to %d characters",
              kind,
              id.length() > LONGEST ? id.substring(0, LONGEST) + "…" : id,
              LONGEST));
    }
    return id;
  }
}
