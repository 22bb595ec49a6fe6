package io.manako.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.state.StateFormat.Length;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFormatTest {
  private static final StateFormat FORMAT = new StateFormat("test state", 3);

  @ParameterizedTest
  @EnumSource(Length.class)
  void aListIsReadBackAsItWas(Length length) throws IOException {
    for (List<String> list : List.of(List.<String>of(), Collections.nCopies(255, "a"))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      FORMAT.writeList(new DataOutputStream(bytes), length, list, (e, out) -> out.writeUTF(e));

      assertThat(FORMAT.readList(in(bytes.toByteArray()), length, DataInput::readUTF))
          .isEqualTo(list);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyOlderVersionIsRead(int version) throws IOException {
    assertThat(FORMAT.readVersion(in(version))).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 255})
  void aVersionThatIsNotKnownIsRefused(int version) {
    assertThatThrownBy(() -> FORMAT.readVersion(in(version)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "test state of version %d; this release reads versions 1 to 3: restore the job with"
                + " the release that wrote it",
            version);
  }

  @Test
  void theVersionThatIsWrittenIsTheLast() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutput out = new DataOutputStream(bytes);
    FORMAT.writeVersion(out);

    assertThat(bytes.toByteArray()).containsExactly(3);
  }

  @Test
  void aLengthThatCannotBeIsNamed() {
    for (int first : List.of(0x7f, 0xff)) {
      DataInputStream in = in(first, 0, 0, 0);
      assertThatThrownBy(() -> FORMAT.readList(in, Length.INT, DataInput::readUTF))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("test state: the bytes are damaged: a list has ");
    }
  }

  @Test
  void aConstantBeyondTheLastIsNamed() throws IOException {
    List<Length> constants = List.of(Length.values());

    assertThat(FORMAT.readConstant(in(1), constants)).isEqualTo(Length.SHORT);
    assertThatThrownBy(() -> FORMAT.readConstant(in(3), constants))
        .isInstanceOf(IOException.class)
        .hasMessage("test state: the bytes are damaged: there is no constant number 3");
  }

  private static DataInputStream in(int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    return in(copy);
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
