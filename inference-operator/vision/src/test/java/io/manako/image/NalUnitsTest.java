package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NalUnitsTest {
  private static final int MOST = NalUnits.MAX_UNITS;

  @Test
  void unitsBehindStartCodesAreCounted() {
    assertBound(new byte[] {0, 0, 1}, 0);
  }

  @Test
  void emptyUnitsBehindLengthsOfAnySizeAreCounted() {
    for (int bytes = 1; bytes <= 4; bytes++) {
      assertBound(new byte[bytes], bytes);
    }
  }

  @Test
  void aLengthBeyondThePacketEndsIt() {
    byte[] packet = new byte[4 * MOST + 4];
    Arrays.fill(packet, (byte) 0xff);
    assertThatNoException().isThrownBy(() -> NalUnits.check(packet, 4));
  }

  @Test
  void theSizeOfLengthsStandsInTheDecoderConfiguration() {
    assertThat(NalUnits.lengthBytesOfAvc(new byte[] {1, 66, 0, 30, -1})).isEqualTo(4);
    assertThat(NalUnits.lengthBytesOfAvc(new byte[] {0, 0, 0, 1, 0x67})).isZero();
    assertThat(NalUnits.lengthBytesOfAvc(new byte[0])).isZero();
    byte[] hevc = new byte[23];
    hevc[0] = 1;
    hevc[21] = 1;
    assertThat(NalUnits.lengthBytesOfHevc(hevc)).isEqualTo(2);
    assertThat(NalUnits.lengthBytesOfHevc(new byte[] {0, 0, 0, 1, 0x40})).isZero();
  }

  private static void assertBound(byte[] unit, int lengthBytes) {
    byte[] most = new byte[unit.length * MOST];
    for (int i = 0; i < MOST; i++) {
      System.arraycopy(unit, 0, most, i * unit.length, unit.length);
    }
    assertThatNoException().isThrownBy(() -> NalUnits.check(most, lengthBytes));
    byte[] more = Pictures.concat(most, unit);
    assertThatThrownBy(() -> NalUnits.check(more, lengthBytes))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("more than " + MOST);
  }

  @Test
  void aStreamOfNothingButUnitsIsRefusedBeforeItIsParsed() {
    byte[] stream = new byte[3 * (NalUnits.MAX_UNITS_OF_STREAM + 1)];
    for (int at = 2; at < stream.length; at += 3) {
      stream[at] = 1;
    }

    assertThatThrownBy(() -> VideoStructure.verify(FrameFormat.H264, stream))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("the record has more than 65536 NAL units; send shorter GOPs");
    assertThatCode(
            () -> VideoStructure.verify(FrameFormat.H264, Arrays.copyOf(stream, stream.length - 3)))
        .doesNotThrowAnyException();
  }
}
