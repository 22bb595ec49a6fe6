package io.manako.track.scene;

import io.manako.track.scene.VideoEvent.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time at which something happens, in event time.
 *
 * @param phase the part of the course that an event marks
 * @param start time of its beginning
 * @param end time of its end, or null while it lasts
 */
public record Course(Phase phase, Instant start, @Nullable Instant end) {

  /** Something begins. */
  public static Course begun(Instant start) {
    return new Course(Phase.START, start, null);
  }

  /** Something lasts, or a number changes. */
  public static Course lasting(Instant start) {
    return new Course(Phase.UPDATE, start, null);
  }

  /** Something that lasted is over. */
  public static Course over(Instant start, Instant end) {
    return new Course(Phase.END, start, end);
  }

  /** Something that is known only when it is over, so that one event marks all of it. */
  public static Course atOnce(Instant start, Instant end) {
    return new Course(Phase.START, start, end);
  }

  /** The last time that is known: the end, or the start while it lasts. */
  public Instant latest() {
    return end == null ? start : end;
  }
}
