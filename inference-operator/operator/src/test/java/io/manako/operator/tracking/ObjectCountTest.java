package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Detection;
import io.manako.track.scene.ZoneCount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Different people in the right half of the picture, from boxes to counts. */
class ObjectCountTest {
  private final CameraTracker tracker =
      new CameraTracker(TrackingOptions.DEFAULT.withCountEvery(Duration.ofMinutes(1)));
  private final CameraStateSerializer serializer = new CameraStateSerializer();
  private final List<ZoneCount> counts = new ArrayList<>();
  private CameraState state = CameraState.EMPTY;

  @Test
  void whoIsHiddenForLongerThanATrackLivesIsStillOnePerson() throws IOException {
    walk(0, 25, person(400, 200));
    walk(25, 100);
    walk(100, 125, person(460, 200));
    end();

    assertThat(counts).extracting(ZoneCount::visits).containsExactly(2);
    assertThat(counts).extracting(ZoneCount::objects).containsExactly(1);
  }

  @Test
  void whoLeavesByTheBorderAndWhoComesThereAreTwoPeople() throws IOException {
    walk(0, 25, person(605, 200));
    walk(25, 100);
    walk(100, 125, person(605, 200));
    end();

    assertThat(counts).extracting(ZoneCount::objects).containsExactly(2);
  }

  @Test
  void twoPeopleWhoCrossAreTwoPeople() throws IOException {
    for (int i = 0; i < 60; i++) {
      walk(i, i + 1, person(380 + 2 * i, 200), person(500 - 2 * i, 204));
    }
    end();

    assertThat(counts).extracting(ZoneCount::objects).containsExactly(2);
  }

  @Test
  void anotherEpochBeginsWithOtherPeople() throws IOException {
    walk(0, 25, person(400, 200));
    take(Footage.frame("cam", "1", 0, Footage.START.plusSeconds(2)));
    take(Footage.frame("cam", "1", 1, Footage.START.plusMillis(2040)));
    end();

    assertThat(state.objects().lastId()).isEqualTo(3);
    assertThat(counts).extracting(ZoneCount::objects).containsExactly(2);
  }

  private void walk(int from, int to, Detection... people) throws IOException {
    for (int i = from; i < to; i++) {
      take(Footage.of("cam", i, List.of(people)));
    }
  }

  /** Processes a frame with the state that a restart brings back. */
  private void take(FrameDetections frame) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(state, out);
    CameraState restored = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(restored).isEqualTo(state);
    CameraStep step = tracker.update(restored, frame, Footage.SCENE);
    state = step.state();
    counts.addAll(step.counts());
  }

  private void end() {
    counts.addAll(tracker.end("cam", state).counts());
  }
}
