package io.manako.cli.demo;

import io.manako.track.objects.ObjectJoiner;
import io.manako.track.objects.ObjectState;
import io.manako.track.objects.ObjectStep;
import io.manako.track.objects.Sighting;
import io.manako.track.objects.Sightings;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import io.manako.wire.ResultRecord.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the different objects of one camera by the job's own rule, from its records of tracks.
 * Instances are not thread-safe.
 */
final class ObjectLog {
  private final ObjectJoiner joiner;
  private final Map<String, Long> counts = new TreeMap<>();
  private ObjectState state = ObjectState.EMPTY;
  private String epoch = "";

  /**
   * Creates an empty log.
   *
   * @param forgetAfter time without a detection after which the job ends a track
   */
  ObjectLog(Duration forgetAfter) {
    joiner = new ObjectJoiner(forgetAfter);
  }

  void add(ResultRecord tracks) {
    Size image = tracks.image();
    if (image == null) {
      return;
    }
    if (!tracks.streamEpoch().equals(epoch)) {
      epoch = tracks.streamEpoch();
      state = state.withoutTracks();
    }
    List<Sighting> seen =
        tracks.objects().stream()
            .filter(o -> o.trackId() != null)
            .map(ObjectLog::sighting)
            .toList();
    long before = state.lastId();
    ObjectStep step =
        joiner.update(
            state, new Sightings(tracks.eventTime(), image.width(), image.height(), seen));
    state = step.state();
    for (Sighting sighting : seen) {
      Long object = step.objectOf(sighting.trackId());
      if (object != null && object > before) {
        counts.merge(sighting.label(), 1L, Long::sum);
      }
    }
  }

  private static Sighting sighting(DetectedObject object) {
    Long track = object.trackId();
    return new Sighting(track == null ? 0 : track, object.label(), object.box());
  }

  /** Returns the number of different objects by class. */
  Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}
