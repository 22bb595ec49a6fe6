package io.manako.track.scene;

import io.manako.detect.Box;
import java.util.Locale;

/** Point of a box that counts for zones and lines. */
public enum Anchor {
  /** Point at which a person or vehicle stands. */
  BOTTOM_CENTRE,
  CENTRE,
  TOP_CENTRE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the point in pixels. */
  Point of(Box box) {
    double x = box.x() + box.width() / 2.0;
    return switch (this) {
      case BOTTOM_CENTRE -> new Point(x, box.y() + (double) box.height());
      case CENTRE -> new Point(x, box.y() + box.height() / 2.0);
      case TOP_CENTRE -> new Point(x, box.y());
    };
  }
}
