package io.manako.operator.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.track.AxisEstimate;
import io.manako.track.BoxMotion;
import io.manako.track.TrackState;
import io.manako.track.TrackState.Phase;
import io.manako.track.TrackerState;
import io.manako.track.objects.ObjectState;
import io.manako.track.objects.Sighting;
import io.manako.track.scene.CountState;
import io.manako.track.scene.SceneState;
import io.manako.track.scene.Visitors;
import io.manako.track.scene.Visitors.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CameraStateSerializerTest {
  private static final AxisEstimate AXIS = new AxisEstimate(100.25, 2.5, 4, 0.5, 0.25);
  private static final CameraState STATE =
      new CameraState(
          new LastFrame("cam-1/0/42", "0", 42, 1, 1_767_607_200_040_000L),
          2,
          true,
          new TrackerState(
              7,
              1_767_607_200_040_000L,
              List.of(
                  new TrackState(
                      7,
                      Phase.CONFIRMED,
                      12,
                      1,
                      "person",
                      1_767_607_200_040_000L,
                      new BoxMotion(AXIS, AXIS, AXIS, AXIS)))),
          new SceneState(
              List.of(), List.of(), List.of(new SceneState.Total("gate", 12, 30)), List.of()),
          new StillPicture(77, 1_767_607_200_000_000L, 2, true),
          new CountState(
              1_767_607_200_000_000L,
              1_767_607_200_000_000L,
              1_767_607_200_040_000L,
              2,
              List.of(tally(new Visitors(3, List.of(new Visitor(7, 3, true)))))),
          new ObjectState(
              3,
              List.of(
                  new ObjectState.Known(
                      3,
                      new Sighting(7, "person", new Box(100.25f, 50.5f, 30, 80)),
                      1_767_607_200_040_000L,
                      false,
                      new ObjectState.Pace(12.5, -0.25)))));

  private static CountState.Tally tally(Visitors visitors) {
    return new CountState.Tally("door", "person", 1, 3, 2, 2, 2, visitors);
  }

  private final CameraStateSerializer serializer = new CameraStateSerializer();

  @Test
  void theStoredFileOfVersionOneIsStillRead() throws IOException {
    assertThat(read(1)).isEqualTo(old(StillPicture.NONE, CountState.EMPTY));
  }

  @Test
  void theStoredFilesOfVersionsTwoAndThreeAreStillRead() throws IOException {
    CountState counts = STATE.counts();
    CountState uncounted =
        new CountState(
            counts.window(),
            counts.first(),
            counts.last(),
            counts.frames(),
            List.of(tally(new Visitors(3, List.of()))));

    assertThat(read(2)).isEqualTo(old(STATE.picture(), uncounted));
    assertThat(read(3)).isEqualTo(old(STATE.picture(), uncounted));
  }

  /** The state as a release without objects held it. */
  private static CameraState old(StillPicture picture, CountState counts) {
    return new CameraState(
        STATE.last(),
        STATE.lateRun(),
        STATE.offline(),
        STATE.tracker(),
        STATE.scene(),
        picture,
        counts,
        ObjectState.EMPTY);
  }

  private CameraState read(int version) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(stored(version)));
  }

  @Test
  void whatIsWrittenIsTheStoredFile() throws IOException {
    assertThat(written()).isEqualTo(stored(4));
  }

  @Test
  void bytesAreCopiedWhole() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(stored(4)), out);

    assertThat(out.getCopyOfBuffer()).isEqualTo(stored(4));
  }

  private byte[] written() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(STATE, out);
    return out.getCopyOfBuffer();
  }

  private byte[] stored(int version) throws IOException {
    try (InputStream stored = getClass().getResourceAsStream("camera-state-" + version + ".bin")) {
      assertThat(stored).isNotNull();
      return stored.readAllBytes();
    }
  }
}
