package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.track.scene.SceneState.Passage;
import io.manako.track.scene.SceneState.Side;
import io.manako.track.scene.SceneState.Stay;
import io.manako.track.scene.SceneState.Total;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneStateCodecTest {
  private static final SceneState STATE =
      new SceneState(
          List.of(new Stay("door", 3, "person", 1_000_000, 2_000_000, 1)),
          List.of(new Side("gate", 3, new Point(0.25, 0.75)), new Side("gate", 4, new Point(0, 1))),
          List.of(new Total("gate", 12, 30)),
          List.of(new Passage("gate", 4, "person", true, 2_000_000, 1)));

  @Test
  void theStoredFileOfVersionOneIsStillRead() throws IOException {
    SceneState old = new SceneState(STATE.stays(), STATE.sides(), STATE.totals(), List.of());

    assertThat(SceneStateCodec.read(new DataInputStream(stored(1)))).isEqualTo(old);
  }

  @Test
  void theStoredFileOfVersionTwoIsStillRead() throws IOException {
    assertThat(SceneStateCodec.read(new DataInputStream(stored(2)))).isEqualTo(STATE);
  }

  @Test
  void whatIsWrittenIsTheStoredFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SceneStateCodec.write(STATE, new DataOutputStream(bytes));

    assertThat(bytes.toByteArray()).isEqualTo(stored(2).readAllBytes());
  }

  @Test
  void unknownVersionsAndDamagedCountsAreNamed() {
    assertThatThrownBy(() -> read(9, 0, 0, 0, 0)).hasMessageContaining("version 9");
    assertThatThrownBy(() -> read(1, 0x7f, 0, 0, 0)).hasMessageContaining("damaged");
  }

  private InputStream stored(int version) throws IOException {
    InputStream stored = getClass().getResourceAsStream("scene-state-" + version + ".bin");
    assertThat(stored).isNotNull();
    return new ByteArrayInputStream(stored.readAllBytes());
  }

  private static SceneState read(int... values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return SceneStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
