package io.manako.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.track.TrackState.Phase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackerStateCodecTest {
  private static final BoxMotion MOTION =
      new BoxMotion(
          new AxisEstimate(100.25, 2.5, 4, 0.5, 0.25),
          new AxisEstimate(50.75, -1.25, 4, 0.5, 0.25),
          new AxisEstimate(0.375, 0.001, 0.0001, 0, 0.00001),
          new AxisEstimate(80, 0.125, 4, 0.5, 0.25));
  private static final TrackerState STATE =
      new TrackerState(
          7,
          1_767_607_200_040_000L,
          List.of(
              new TrackState(7, Phase.CONFIRMED, 12, 1, "person", 1_767_607_200_040_000L, MOTION),
              new TrackState(3, Phase.LOST, 40, 3, "voiture à gaz", 1_767_607_199_000_000L, MOTION),
              new TrackState(0, Phase.TENTATIVE, 1, 1, "person", 1_767_607_200_040_000L, MOTION)));

  @Test
  void theStoredFileOfVersionOneIsStillRead() throws IOException {
    try (InputStream stored = getClass().getResourceAsStream("tracker-state-1.bin")) {
      assertThat(stored).isNotNull();
      assertThat(TrackerStateCodec.read(new DataInputStream(stored))).isEqualTo(STATE);
    }
  }

  @Test
  void whatIsWrittenIsTheStoredFile() throws IOException {
    try (InputStream stored = getClass().getResourceAsStream("tracker-state-1.bin")) {
      assertThat(stored).isNotNull();
      assertThat(bytes(STATE)).isEqualTo(stored.readAllBytes());
    }
  }

  @Test
  void aHundredTracksTakeLittleRoom() throws IOException {
    TrackState one = STATE.tracks().get(0);

    assertThat(bytes(new TrackerState(1, 0, Collections.nCopies(100, one))))
        .hasSizeLessThan(25_000);
  }

  @Test
  void anUnknownVersionIsNamed() {
    assertThatThrownBy(() -> read(new byte[] {9, 0, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void aDamagedCountIsRefusedBeforeItCostsMemory() throws IOException {
    byte[] bytes = bytes(STATE);
    bytes[17] = 0x7f;

    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("damaged");
  }

  private static TrackerState read(byte[] bytes) throws IOException {
    return TrackerStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static byte[] bytes(TrackerState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrackerStateCodec.write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
