package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.focus.Sighting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects in a frame's detections that no view of the frame showed: they were seen in an earlier
 * frame, and nothing has moved there since.
 *
 * @param first index of the first carried object in the detections; the others follow it
 * @param frameIds id of the frame in which each carried object was seen last
 */
public record Carried(int first, List<String> frameIds) {
  /** Value without a carried object. */
  public static final Carried NONE = new Carried(0, List.of());

  public Carried {
    frameIds = List.copyOf(frameIds);
  }

  /** Returns the id of the frame in which a detection was seen last; null if it is this one. */
  public @Nullable String frameOf(int detection) {
    int i = detection - first;
    return i >= 0 && i < frameIds.size() ? frameIds.get(i) : null;
  }

  /** Returns the answer with carried objects behind its detections. */
  public static Answered into(Answered answer, List<Sighting> sightings) {
    if (sightings.isEmpty()) {
      return answer;
    }
    List<Detection> all = new ArrayList<>(answer.detections());
    sightings.forEach(sighting -> all.add(sighting.detection()));
    Carried carried =
        new Carried(answer.detections().size(), sightings.stream().map(Sighting::frameId).toList());
    return new Answered(
        List.copyOf(all),
        answer.faint(),
        answer.classifications(),
        answer.segments(),
        carried,
        answer.keypoints());
  }
}
