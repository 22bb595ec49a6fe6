package io.manako.track.objects;

import io.manako.time.TimeSpan;
import io.manako.track.objects.ObjectState.Known;
import io.manako.track.objects.ObjectState.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the tracks that show the same object. Nobody appears or vanishes inside the picture, so a
 * track that begins there continues the object of a track of its class that was lost inside the
 * picture near by, not long ago. A track that begins at the border is a new object, and an object
 * that was last seen at the border has left.
 *
 * <p>The joiner holds no state and reads no clock: the same frames give the same objects. {@link
 * Reach} holds the limits of place, size and time.
 */
public final class ObjectJoiner {
  /** Number of tracks that are known at most, unless more of them are seen in one frame. */
  static final int MOST_KNOWN = 256;

  private final long keepMicros;

  /**
   * Creates a joiner.
   *
   * @param forgetAfter time without a detection after which the tracker ends a track; a track that
   *     comes back earlier is the same object
   */
  public ObjectJoiner(Duration forgetAfter) {
    keepMicros = Math.max(TimeSpan.micros(forgetAfter), Reach.LONGEST_MICROS);
  }

  /**
   * Processes one frame.
   *
   * @param before state after the previous frame
   * @param frame tracks of the frame
   */
  public ObjectStep update(ObjectState before, Sightings frame) {
    return new Frame(before, frame).step();
  }

  /** A new track and a lost one whose object it may continue. */
  private record Pair(Sighting now, Known then, double distance) {}

  private static final Comparator<Pair> NEAREST =
      Comparator.comparingDouble(Pair::distance)
          .thenComparingLong(pair -> pair.now().trackId())
          .thenComparingLong(pair -> pair.then().trackId());

  /** Processing of one frame. */
  private final class Frame {
    private final Sightings frame;
    private final long now;
    private final Map<Long, Known> known = new LinkedHashMap<>();
    private final List<Sighting> begun = new ArrayList<>();
    private final Map<Long, Long> objects = new HashMap<>();
    private long lastId;

    Frame(ObjectState before, Sightings frame) {
      this.frame = frame;
      now = frame.micros();
      lastId = before.lastId();
      for (Known track : before.known()) {
        if (now - track.lastSeen() <= keepMicros) {
          known.put(track.trackId(), track);
        }
      }
    }

    ObjectStep step() {
      frame.list().forEach(this::follow);
      Map<Long, Known> continued = continued();
      for (Sighting sighting : begun) {
        Known old = continued.get(sighting.trackId());
        if (old != null) {
          known.remove(old.trackId());
        }
        put(sighting, old == null ? ++lastId : old.objectId(), Pace.NONE);
      }
      bound();
      return new ObjectStep(new ObjectState(lastId, List.copyOf(known.values())), objects);
    }

    private void follow(Sighting sighting) {
      Known old = known.get(sighting.trackId());
      if (old == null) {
        begun.add(sighting);
        return;
      }
      double seconds = Reach.seconds(old, now);
      put(sighting, old.objectId(), old.pace().after(old.sighting(), sighting, seconds));
    }

    private void put(Sighting sighting, long objectId, Pace pace) {
      boolean atBorder = frame.isAtBorder(sighting.box());
      known.put(sighting.trackId(), new Known(objectId, sighting, now, atBorder, pace));
      objects.put(sighting.trackId(), objectId);
    }

    /** Returns the lost tracks that new ones continue, the nearest first, by the new track's id. */
    private Map<Long, Known> continued() {
      List<Pair> pairs = new ArrayList<>();
      for (Sighting sighting : begun) {
        if (!frame.isAtBorder(sighting.box())) {
          known.values().forEach(track -> consider(sighting, track, pairs));
        }
      }
      pairs.sort(NEAREST);
      Map<Long, Known> continued = new HashMap<>();
      Set<Long> taken = new HashSet<>();
      for (Pair pair : pairs) {
        boolean free = !continued.containsKey(pair.now().trackId());
        if (free && taken.add(pair.then().trackId())) {
          continued.put(pair.now().trackId(), pair.then());
        }
      }
      return continued;
    }

    private void consider(Sighting sighting, Known track, List<Pair> pairs) {
      boolean lost = !objects.containsKey(track.trackId()) && !track.atBorder();
      if (lost && Reach.isAlike(sighting, track.sighting())) {
        Reach reach = Reach.of(track, now);
        double distance = reach.distance(sighting);
        if (distance <= reach.farthest()) {
          pairs.add(new Pair(sighting, track, distance));
        }
      }
    }

    /** Forgets the tracks that were not seen for longest, if there are too many. */
    private void bound() {
      int over = known.size() - Math.max(MOST_KNOWN, objects.size());
      if (over > 0) {
        known.values().stream()
            .filter(track -> !objects.containsKey(track.trackId()))
            .sorted(Comparator.comparingLong(Known::lastSeen).thenComparingLong(Known::trackId))
            .limit(over)
            .toList()
            .forEach(track -> known.remove(track.trackId()));
      }
    }
  }
}
