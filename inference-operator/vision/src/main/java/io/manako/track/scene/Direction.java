package io.manako.track.scene;

/** How a line is crossed, as seen by who looks from its beginning to its end. */
public enum Direction {
  LEFT_TO_RIGHT("left_to_right"),
  RIGHT_TO_LEFT("right_to_left");

  private final String wireName;

  Direction(String wireName) {
    this.wireName = wireName;
  }

  /** The name in records. */
  public String wireName() {
    return wireName;
  }
}
