package io.manako.track.objects;

import io.manako.detect.Box;

/**
 * Confirmed track in one frame.
 *
 * @param trackId id of the track
 * @param label name of the track's class
 * @param box box as detected, in pixels
 */
public record Sighting(long trackId, String label, Box box) {
  double centreX() {
    return box.x() + box.width() / 2.0;
  }

  double centreY() {
    return box.y() + box.height() / 2.0;
  }
}
