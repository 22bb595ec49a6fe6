package io.manako.track.objects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Result of one frame.
 *
 * @param state state for the next frame
 * @param objects number of the object that each track of the frame shows, by the track's id
 */
public record ObjectStep(ObjectState state, Map<Long, Long> objects) {
  public ObjectStep {
    objects = Map.copyOf(objects);
  }

  /** Returns the result of a frame without tracks. */
  public static ObjectStep unchanged(ObjectState state) {
    return new ObjectStep(state, Map.of());
  }

  /** Returns the number of the object that a track shows, or null if the frame lacks the track. */
  public @Nullable Long objectOf(long trackId) {
    return objects.get(trackId);
  }
}
