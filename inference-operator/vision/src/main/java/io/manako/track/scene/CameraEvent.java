package io.manako.track.scene;

import java.util.EnumSet;
import java.util.Set;

/**
 * A camera comes, falls silent, is forgotten, or shows one picture for too long.
 *
 * @param kind one of the kinds whose name begins with {@code camera.}
 */
public record CameraEvent(Evidence evidence, EventKind kind, Course course) implements VideoEvent {
  private static final Set<EventKind> KINDS =
      EnumSet.of(
          EventKind.CAMERA_ONLINE,
          EventKind.CAMERA_OFFLINE,
          EventKind.CAMERA_FORGOTTEN,
          EventKind.CAMERA_FROZEN);

  public CameraEvent {
    kind.requireOneOf(KINDS);
  }
}
