package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VideoDecoderTest {
  private static final int TS_PACKET = 188;

  private final FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT);
  private final List<Image> images = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final FrameSink sink =
      (image, index, pts) -> {
        assertThat(index).isEqualTo(images.size());
        images.add(image);
        times.add(pts);
      };

  @AfterEach
  void close() {
    decoder.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MP4", "MPEG_TS", "H264"})
  void everyFrameOfAGopComesInOrderWithItsTime(FrameFormat format) throws Exception {
    decoder.decode(Videos.encode(format, 12), format.contentType(), sink);
    assertThat(images).hasSize(12);
    for (int i = 0; i < 12; i++) {
      Image image = images.get(i);
      assertThat(image.width()).isEqualTo(Videos.WIDTH);
      assertThat(image.height()).isEqualTo(Videos.HEIGHT);
      int middle = (48 * Videos.WIDTH + 30) * 3;
      for (int c = 0; c < 3; c++) {
        assertThat(image.rgb()[middle + c] & 0xff).isBetween(20 + 10 * i - 4, 20 + 10 * i + 4);
      }
    }
    assertThat(times).isEqualTo(steps(12, format == FrameFormat.H264 ? 40 : 100));
  }

  @Test
  void aGopWhoseFramesAreTooFarApartIsRefused() throws Exception {
    byte[] video = Videos.encode(FrameFormat.MP4, 12);
    Videos.setTicksPerSecond(video, Videos.MP4_FRAME_TICKS / 32);
    decoder.decode(video, null, sink);
    assertThat(times).isEqualTo(steps(12, 32_000));
    images.clear();

    Videos.setTicksPerSecond(video, Videos.MP4_FRAME_TICKS / 64);
    assertRefused(video, "span more than 10 minutes");
  }

  @Test
  void aGopWhoseTimesGoBackIsRefused() {
    byte[] video = Videos.encode(FrameFormat.MPEG_TS, 12);
    Videos.clearTime(video, 6);
    assertRefused(video, "must not go back");
  }

  @ParameterizedTest
  @CsvSource({
    "MP4, holds no video frame",
    "MPEG_TS, holds no video frame",
    "H264, does not start at a key frame",
  })
  void aVideoWithoutAFrameIsRefused(FrameFormat format, String reason) {
    assertRefused(Videos.headers(format), reason);
  }

  /** A cut right behind a frame leaves a shorter GOP that is whole; no container tells. */
  @ParameterizedTest
  @EnumSource(names = {"MP4", "MPEG_TS", "H264"})
  void aCutVideoIsRefusedOrLeavesOnlyWholeFrames(FrameFormat format) throws Exception {
    byte[] whole = Videos.encode(format, 12);
    decoder.decode(whole, null, sink);
    List<Image> expected = List.copyOf(images);
    int refused = 0;
    for (int i = 1; i < 60; i++) {
      int cut = (int) ((long) whole.length * i / 60);
      images.clear();
      try {
        decoder.decode(Arrays.copyOf(whole, cut / TS_PACKET * TS_PACKET), null, sink);
        assertSamePrefix(images, expected);
      } catch (MalformedFrameException e) {
        assertThat(images).isEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(format == FrameFormat.MP4 ? 58 : 50);
  }

  @Test
  void aTransportStreamThatLostPacketsIsRefused() {
    byte[] whole = Videos.encode(FrameFormat.MPEG_TS, 12);
    byte[] head = Arrays.copyOf(whole, 100 * TS_PACKET);
    byte[] tail = Arrays.copyOfRange(whole, 103 * TS_PACKET, whole.length);
    assertRefused(Pictures.concat(head, tail), "is cut off or damaged");
    assertRefused(Arrays.copyOf(whole, whole.length - 50), "are not whole packets of 188");
  }

  @Test
  void aVideoThatDoesNotStartAtAKeyFrameIsRefused() {
    byte[] whole = Videos.encode(FrameFormat.H264, 6);
    int second = whole.length / 3;
    while (whole[second] != 0 || whole[second + 1] != 0 || whole[second + 2] != 1) {
      second++;
    }
    assertRefused(Arrays.copyOfRange(whole, second, whole.length), "H264 record");
  }

  @Test
  void aVideoOverThePixelLimitIsRefused() {
    try (FrameDecoder small = new FrameDecoder(new DecodeLimits(159, 4096, 16 << 20))) {
      for (FrameFormat format : List.of(FrameFormat.MP4, FrameFormat.MPEG_TS, FrameFormat.H264)) {
        byte[] video = Videos.encode(format, 2);
        assertThatThrownBy(() -> small.decode(video, null, sink))
            .isInstanceOf(MalformedFrameException.class)
            .hasMessageContaining("the header claims 160x96 pixels; the limit is 159x4096");
      }
    }
    assertThat(images).isEmpty();
  }

  @Test
  void aVideoOfMorePixelsThanTheLimitIsRefused() throws Exception {
    byte[] video = Videos.encode(FrameFormat.MP4, 6);
    int frame = Videos.WIDTH * Videos.HEIGHT;
    DecodeLimits five = new DecodeLimits(4096, 4096, 16 << 20, 5L * frame);
    try (FrameDecoder small = new FrameDecoder(five)) {
      small.decode(Videos.encode(FrameFormat.MP4, 5), null, sink);
      assertThat(images).hasSize(5);
      images.clear();
      assertThatThrownBy(() -> small.decode(video, null, sink))
          .isInstanceOf(MalformedFrameException.class)
          .hasMessageContaining("the limit is " + 5 * frame);
    }
    assertThat(images).isEmpty();
  }

  @Test
  void anMp4OfBoxesWithoutPixelsIsRefused() {
    byte[] video = Videos.encode(FrameFormat.MP4, 2);
    byte[] free = Pictures.concat(Pictures.bigEndian(8), Pictures.ascii("free"));
    assertRefused(Pictures.concat(video, repeated(free, 20_000)), "the limits are 16384 and");
    byte[] large = new byte[1 << 20];
    byte[] head = Pictures.concat(Pictures.bigEndian(8 + large.length), Pictures.ascii("udta"));
    assertRefused(Pictures.concat(video, head, large), "bytes outside of mdat");
  }

  @Test
  void aPictureOfTooManyUnitsIsRefused() {
    byte[] video = Videos.encode(FrameFormat.H264, 2);
    byte[] filler = {0, 0, 1, 0x0c};
    assertRefused(Pictures.concat(video, repeated(filler, 100_000)), "NAL units");
  }

  private static byte[] repeated(byte[] part, int times) {
    byte[] all = new byte[part.length * times];
    for (int at = 0; at < all.length; at += part.length) {
      System.arraycopy(part, 0, all, at, part.length);
    }
    return all;
  }

  @Test
  void aGopLargerThanWhatIsKeptIsDecodedTwiceAndDeliveredOnce() throws Exception {
    byte[] video = Videos.encode(FrameFormat.MP4, 12);
    VideoDecoder frugal = new VideoDecoder(DecodeLimits.DEFAULT, 5 * 160 * 96 * 3);
    decoder.decode(video, null, sink);
    List<Image> expected = List.copyOf(images);
    images.clear();
    times.clear();
    frugal.decode(FrameFormat.MP4, video, sink);
    assertThat(images).hasSize(12);
    assertSamePrefix(images, expected);
    assertThat(times).isEqualTo(steps(12, 100));
  }

  @ParameterizedTest
  @EnumSource(names = {"MP4", "MPEG_TS", "H264"})
  void aMutatedVideoIsDecodedOrRefusedButNeverHarms(FrameFormat format) {
    Mutations.of(Videos.encode(format, 2), 700)
        .forEach(bytes -> Mutations.decodeOrRefuse(decoder, bytes));
  }

  @Test
  void decodingAndRefusingKeepsNativeMemoryFlat() throws Exception {
    byte[] video = Videos.encode(FrameFormat.MPEG_TS, 2);
    byte[] cut = Arrays.copyOf(video, video.length / 3 / TS_PACKET * TS_PACKET);
    byte[] jpeg = Pictures.encode(".jpg", Pictures.scene(640, 480));
    byte[] damaged = Pictures.encode(".webp", Pictures.scene(640, 480));
    Arrays.fill(damaged, 30, 60, (byte) 0);
    List<byte[]> records = List.of(video, cut, jpeg, damaged);
    decodeAll(records, 100);
    long before = Pointer.physicalBytes();
    decodeAll(records, 500);
    // One leaked picture per round would be 460 MB.
    assertThat(Pointer.physicalBytes() - before).isLessThan(150L << 20);
  }

  private void decodeAll(List<byte[]> records, int rounds) {
    for (int i = 0; i < rounds; i++) {
      records.forEach(record -> Mutations.decodeOrRefuse(decoder, record));
    }
  }

  private void assertRefused(byte[] video, String reason) {
    assertThatThrownBy(() -> decoder.decode(video, null, sink))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(reason);
    assertThat(images).isEmpty();
  }

  private static void assertSamePrefix(List<Image> images, List<Image> expected) {
    for (int i = 0; i < images.size(); i++) {
      assertThat(images.get(i).rgb()).isEqualTo(expected.get(i).rgb());
    }
  }

  private static List<Long> steps(int count, long millis) {
    return LongStream.range(0, count).mapToObj(i -> i * millis * 1_000_000L).toList();
  }
}
