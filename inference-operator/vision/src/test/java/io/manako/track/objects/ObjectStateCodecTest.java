package io.manako.track.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import io.manako.track.objects.ObjectState.Known;
import io.manako.track.objects.ObjectState.Pace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectStateCodecTest {
  private static final ObjectState STATE =
      new ObjectState(
          9,
          List.of(
              known(4, new Sighting(7, "person", new Box(100.25f, 50.5f, 30, 80))),
              known(9, new Sighting(8, "voiture à gaz", new Box(0, 1.5f, 64, 32)))));

  private static Known known(long object, Sighting sighting) {
    return new Known(object, sighting, 1_767_607_200_040_000L, object == 9, new Pace(12.5, -0.25));
  }

  @Test
  void theStoredFileOfVersionOneIsReadAndWritten() throws IOException {
    try (InputStream stored = getClass().getResourceAsStream("object-state-1.bin")) {
      assertThat(stored).isNotNull();
      byte[] bytes = stored.readAllBytes();
      assertThat(read(bytes)).isEqualTo(STATE);
      assertThat(bytes(STATE)).isEqualTo(bytes);
    }
  }

  @Test
  void theFullestStateTakesLittleRoom() throws IOException {
    Known one = STATE.known().get(0);
    List<Known> most = Collections.nCopies(ObjectJoiner.MOST_KNOWN, one);

    assertThat(bytes(new ObjectState(1, most))).hasSizeLessThan(20_000);
  }

  @Test
  void bytesThatNoReleaseWroteAreRefused() throws IOException {
    byte[] bytes = bytes(STATE);
    bytes[9] = 0x7f;

    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("damaged");
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("version 9");
  }

  private static ObjectState read(byte[] bytes) throws IOException {
    return ObjectStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static byte[] bytes(ObjectState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ObjectStateCodec.write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
