package io.manako.track.scene;

/** Direction in which a line is crossed, seen from its beginning towards its end. */
public enum Direction {
  LEFT_TO_RIGHT("left_to_right"),
  RIGHT_TO_LEFT("right_to_left");

  private final String wireName;

  Direction(String wireName) {
    this.wireName = wireName;
  }

  /** Name in records. */
  public String wireName() {
    return wireName;
  }
}
