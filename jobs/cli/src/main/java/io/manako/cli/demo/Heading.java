package io.manako.cli.demo;

import io.manako.track.scene.Direction;
import io.manako.track.scene.Line;

/** Direction in the picture of objects that cross a line, to the nearest eighth of a turn. */
enum Heading {
  EAST("→"),
  SOUTH_EAST("↘"),
  SOUTH("↓"),
  SOUTH_WEST("↙"),
  WEST("←"),
  NORTH_WEST("↖"),
  NORTH("↑"),
  NORTH_EAST("↗");

  private final String arrow;

  Heading(String arrow) {
    this.arrow = arrow;
  }

  String arrow() {
    return arrow;
  }

  /** Returns the direction at right angles to a line; y grows downwards. */
  static Heading of(Line line, Direction direction) {
    double dx = line.to().x() - line.from().x();
    double dy = line.to().y() - line.from().y();
    int side = direction == Direction.LEFT_TO_RIGHT ? 1 : -1;
    double eighths = Math.atan2(side * dx, -side * dy) * 4 / Math.PI;
    Heading[] all = values();
    return all[Math.floorMod((int) Math.rint(eighths), all.length)];
  }
}
