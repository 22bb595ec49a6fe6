package io.manako.operator.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.focus.FocusState;
import io.manako.focus.Sighting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredCameraCodecTest {
  /** Bytes of the first version, which every later release reads. */
  private static final String FIRST_VERSION =
      "01" // version
          + "0003"
          + "63616d" // cam
          + "00000004" // the job's fourth start
          + "0001"
          + "37" // epoch 7
          + "0002"
          + "6162" // model ab
          + "01" // a focus follows
          + "00000009"
          + "00000008" // 9x8 pixels
          + "00000003"
          + "00000005" // phase, frames since the whole one
          + "00000006"
          + "0a0b0cfdfeff" // six samples
          + "00000002"
          + "1e00" // two cells
          + "00000001" // one sighting
          + "00000011"
          + "0003"
          + "636172"
          + "3f400000" // class 17, car, score 0.75
          + "3f800000"
          + "40000000"
          + "40400000"
          + "40800000" // box 1, 2, 3, 4
          + "0007"
          + "63616d2f372f39" // cam/7/9
          + "00000000000f4240" // a second after 1970
          + "01" // the whole frame showed it
          + "00"; // it was fast

  private static final int WIDTH_AT = 18;
  private static final int PHASE_AT = WIDTH_AT + 8;
  private static final int SAMPLES_AT = PHASE_AT + 8;
  private static final int LIST_AT = SAMPLES_AT + 4 + 6 + 4 + 2;
  private static final int SCORE_AT = LIST_AT + 4 + 4 + 5;

  @Test
  void theBytesOfTheFirstVersionAreReadable() throws Exception {
    StoredCamera camera = StoredCameraCodec.read(bytes());

    assertThat(camera.cameraId()).isEqualTo("cam");
    assertThat(camera.start()).isEqualTo(4);
    assertThat(camera.streamEpoch()).isEqualTo("7");
    assertThat(camera.model()).isEqualTo("ab");
    assertThat(camera.sightings())
        .containsExactly(
            new Sighting(
                new Detection(17, "car", 0.75f, new Box(1, 2, 3, 4)),
                "cam/7/9",
                1_000_000,
                true,
                false));
    FocusState focus = camera.focus();
    assertThat(focus).isNotNull();
    assertThat(List.of(focus.width(), focus.height())).containsExactly(9, 8);
    assertThat(focus.levels()).containsExactly(10, 11, 12, -3, -2, -1);
    assertThat(focus.stopped()).containsExactly(30, 0);
    assertThat(focus.backgroundFrames()).isEqualTo(3);
    assertThat(focus.sinceWhole()).isEqualTo(5);
  }

  @Test
  void whatIsReadIsWrittenAgainByteForByte() throws Exception {
    assertThat(StoredCameraCodec.write(StoredCameraCodec.read(bytes()))).isEqualTo(bytes());
  }

  @Test
  void aCameraWithoutAPictureIsReadable() throws Exception {
    StoredCamera camera = new StoredCamera("cam", 1, "", null, "", List.of());

    assertThat(StoredCameraCodec.read(StoredCameraCodec.write(camera))).isEqualTo(camera);
  }

  @Test
  void aLaterVersionIsRefusedWithWhatToDo() {
    byte[] later = bytes();
    later[0] = 2;

    assertThatThrownBy(() -> StoredCameraCodec.read(later))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "camera focus of version 2; this release reads version 1: restore the job with the"
                + " release that wrote it");
  }

  @Test
  void bytesThatEndTooEarlyAreRefusedWithASentence() {
    byte[] whole = bytes();
    for (int length = 1; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "they end after " + length);
    }
  }

  @Test
  void bytesBehindTheEndAreRefusedWithASentence() {
    assertRefused(Arrays.copyOf(bytes(), bytes().length + 3), "3 bytes follow the last object");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 6145})
  void lengthsThatNoArrayHasAreRefusedBeforeMemoryIsTaken(int length) {
    assertRefused(with(SAMPLES_AT, length), "a background has " + length + " samples");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void lengthsThatNoListHasAreRefused(int length) {
    assertRefused(with(LIST_AT, length), "a list has " + length + " entries");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void sizesThatNoPictureHasAreRefused(int width) {
    assertRefused(with(WIDTH_AT, width), "no picture has " + width + "x8 pixels");
  }

  @Test
  void anotherPicturesSamplesAreRefused() {
    assertRefused(
        with(WIDTH_AT, 640),
        "a picture of 640x8 pixels has 320 samples in 80 cells instead of 6 in 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4, Integer.MAX_VALUE})
  void aPhaseThatNoBackgroundHasIsRefused(int phase) {
    assertRefused(with(PHASE_AT, phase), phase + " is not in 0 to 3");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1001})
  void aWholeFrameThatWouldNeverComeIsRefused(int frames) {
    assertRefused(with(PHASE_AT + 4, frames), frames + " is not in 0 to 1000");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aNumberThatNoRecordHoldsIsRefused(float number) {
    assertRefused(
        with(SCORE_AT, Float.floatToIntBits(number)), "an object's score or box is " + number);
  }

  @Test
  void damageAnywhereIsRefusedOrReadable() {
    byte[] whole = bytes();
    for (int at = 0; at < whole.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = whole.clone();
        damaged[at] = (byte) value;
        assertThat(isReadOrRefused(damaged)).isTrue();
      }
    }
  }

  private static boolean isReadOrRefused(byte[] bytes) {
    try {
      StoredCameraCodec.read(bytes);
      return true;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("camera focus");
    }
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> StoredCameraCodec.read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("camera focus: the bytes are damaged: " + why);
  }

  private static byte[] bytes() {
    return HexFormat.of().parseHex(FIRST_VERSION);
  }

  private static byte[] with(int at, int number) {
    byte[] bytes = bytes();
    ByteBuffer.wrap(bytes).putInt(at, number);
    return bytes;
  }
}
