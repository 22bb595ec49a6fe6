package io.manako.track.scene;

import io.manako.time.EventTime;
import io.manako.time.TimeSpan;
import io.manako.track.objects.ObjectState;
import io.manako.track.objects.ObjectStep;
import io.manako.track.scene.CountState.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the tracks in the zones of one camera, in windows of event time. The camera's own frames
 * advance its windows, so other cameras and the machine's clock make no difference. The counter
 * holds no state.
 */
public final class ZoneCounter {
  private static final Comparator<Key> BY_PLACE =
      Comparator.comparing(Key::zoneId).thenComparing(Key::label);

  private final long length;

  private record Key(String zoneId, String label) {}

  /**
   * Creates a counter.
   *
   * @param window length of the windows, which begin at multiples of it since 1970
   */
  public ZoneCounter(Duration window) {
    length = TimeSpan.micros(window);
  }

  /**
   * Counts one processed frame.
   *
   * @param before state after the previous frame
   * @param frame the frame
   * @param events events of the frame, of which those of zones are counted
   * @param objects objects of the frame's tracks
   */
  public CountStep update(
      CountState before, SceneFrame frame, List<VideoEvent> events, ObjectStep objects) {
    CountStep moved = moved(before, frame);
    CountState window = counted(moved.state(), events, objects);
    Set<Long> remembered = objects.state().objectIds();
    long now = frame.micros();
    CountState after =
        new CountState(
            start(now),
            window.frames() == 0 ? now : window.first(),
            now,
            window.frames() + 1,
            window.tallies().stream().map(t -> t.seen(remembered)).toList());
    return new CountStep(after, moved.counts());
  }

  /**
   * Advances to one frame that could not be processed, which ends an earlier window.
   *
   * @param before state after the previous frame
   * @param frame the frame
   * @param events events of the frame, of which those of zones are counted
   */
  public CountStep advance(CountState before, SceneFrame frame, List<VideoEvent> events) {
    CountStep moved = moved(before, frame);
    ObjectStep nobody = ObjectStep.unchanged(ObjectState.EMPTY);
    return new CountStep(counted(moved.state(), events, nobody), moved.counts());
  }

  /** Ends an earlier window. */
  private CountStep moved(CountState before, SceneFrame frame) {
    boolean over =
        before.window() != CountState.NO_WINDOW && before.window() != start(frame.micros());
    return over ? close(before, frame.cameraId()) : new CountStep(before, List.of());
  }

  /**
   * Ends the window, because no more frames arrive. Tracks that are still present stay in the
   * state.
   */
  public CountStep close(CountState before, String cameraId) {
    List<ZoneCount> counts =
        before.frames() == 0
            ? List.of()
            : before.tallies().stream().map(t -> zoneCount(before, cameraId, t)).toList();
    List<Tally> carried =
        before.tallies().stream().filter(t -> t.present() > 0).map(Tally::carried).toList();
    return new CountStep(new CountState(CountState.NO_WINDOW, 0, 0, 0, carried), counts);
  }

  private static CountState counted(
      CountState window, List<VideoEvent> events, ObjectStep objects) {
    if (events.isEmpty()) {
      return window;
    }
    Map<Key, Tally> tallies = new TreeMap<>(BY_PLACE);
    window.tallies().forEach(t -> tallies.put(new Key(t.zoneId(), t.label()), t));
    events.forEach(event -> count(event, objects, tallies));
    return new CountState(
        window.window(),
        window.first(),
        window.last(),
        window.frames(),
        new ArrayList<>(tallies.values()));
  }

  private static void count(VideoEvent event, ObjectStep objects, Map<Key, Tally> tallies) {
    if (!(event instanceof ZoneEvent stay)) {
      return;
    }
    long track = stay.object().trackId();
    Key key = new Key(stay.zoneId(), stay.object().label());
    Tally tally = tallies.getOrDefault(key, Tally.empty(key.zoneId(), key.label()));
    if (stay.kind() == EventKind.ZONE_ENTER) {
      tallies.put(key, tally.entering(track, objects.objectOf(track)));
    } else if (stay.kind() == EventKind.ZONE_EXIT) {
      tallies.put(key, tally.leaving(track));
    }
  }

  private ZoneCount zoneCount(CountState window, String cameraId, Tally tally) {
    return new ZoneCount(
        cameraId,
        tally.zoneId(),
        tally.label(),
        EventTime.instant(window.window()),
        EventTime.instant(window.window() + length),
        EventTime.instant(window.first()),
        EventTime.instant(window.last()),
        window.frames(),
        tally.visits(),
        tally.entered(),
        tally.exited(),
        tally.peak(),
        tally.visitors().count());
  }

  private long start(long micros) {
    return micros - Math.floorMod(micros, length);
  }
}
