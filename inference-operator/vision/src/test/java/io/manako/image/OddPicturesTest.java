package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.image.JpegMaker.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures as cameras and programs write them: with bytes that belong to nothing, without tables or
 * an end. Whatever has all its pixels decodes, with both codecs, to the same ones as without that;
 * whatever lacks some is refused by both.
 */
class OddPicturesTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 45;
  private static final byte[] NOTHING = {};
  private static final byte[] END = {-1, (byte) 0xd9};
  private static final FrameDecoder JAVA = new FrameDecoder(DecodeLimits.DEFAULT, Codec.JAVA);
  private static final FrameDecoder NATIVE = new FrameDecoder(DecodeLimits.DEFAULT, Codec.NATIVE);

  @AfterAll
  static void close() {
    JAVA.close();
    NATIVE.close();
  }

  private static byte[] jpeg(int restartInterval) {
    byte[] rgb = Pictures.scene(WIDTH, HEIGHT).rgb();
    JpegMaker maker = new JpegMaker(WIDTH, HEIGHT).jfif();
    if (restartInterval > 0) {
      maker.restartEvery(restartInterval);
    }
    return maker
        .component(new Component(1, 2, 1, (x, y) -> rgb[(y * WIDTH + x) * 3] & 0xff))
        .component(new Component(2, 1, 1, (x, y) -> rgb[(y * WIDTH + x) * 3 + 1] & 0xff))
        .component(new Component(3, 1, 1, (x, y) -> rgb[(y * WIDTH + x) * 3 + 2] & 0xff))
        .make();
  }

  private static Map<String, byte[]> oddJpegs(byte[] whole) {
    byte[] open = Arrays.copyOf(whole, whole.length - 2);
    byte[] body = Arrays.copyOfRange(whole, 2, whole.length);
    byte[] start = {-1, (byte) 0xd8};
    Map<String, byte[]> odd = new LinkedHashMap<>();
    odd.put("a stray byte before the end", Pictures.concat(open, bytes(0x9a), END));
    odd.put("four stray bytes", Pictures.concat(open, bytes(0x9a, 0x37, 0x11, 0x80), END));
    odd.put("stray zeros", Pictures.concat(open, new byte[300], END));
    odd.put("a stuffed stray byte", Pictures.concat(open, bytes(0x12, 0xff, 0, 0x34), END));
    odd.put("fill bytes before the end", Pictures.concat(open, bytes(0xff, 0xff, 0xff), END));
    odd.put("a last restart marker", Pictures.concat(open, bytes(0xff, 0xd0), END));
    odd.put("no end", open);
    odd.put("half an end", Pictures.concat(open, bytes(0xff)));
    odd.put("bytes in place of the end", Pictures.concat(open, Pictures.ascii("dhav\1\2\3\4")));
    odd.put("a cut segment in place of the end", Pictures.concat(open, bytes(0xff, 0xe1, 9, 9, 9)));
    odd.put("bytes behind the end", Pictures.concat(whole, Pictures.ascii("dhav\1\2\3\4")));
    odd.put("a second picture behind the end", Pictures.concat(whole, whole));
    odd.put("two ends", Pictures.concat(whole, END));
    odd.put("fill bytes before a segment", Pictures.concat(start, bytes(0xff, 0xff), body));
    odd.put("a comment", Pictures.concat(start, bytes(0xff, 0xfe, 0, 4, 'h', 'i'), body));
    odd.put(
        "a start in a segment", Pictures.concat(start, bytes(0xff, 0xef, 0, 4, 0xff, 0xd8), body));
    odd.put("no restarts yet", Pictures.concat(start, bytes(0xff, 0xdd, 0, 4, 0, 0), body));
    odd.put("no Huffman tables", without(0xc4, whole));
    odd.put("no Huffman tables and no end", without(0xc4, open));
    return odd;
  }

  @Test
  void whatDecodersPassOverInAJpegChangesNoPixel() throws Exception {
    byte[] whole = jpeg(0);
    for (Map.Entry<String, byte[]> odd : oddJpegs(whole).entrySet()) {
      assertSame(odd.getKey(), odd.getValue(), whole);
    }
  }

  @Test
  void decodersGetNoByteThatBelongsToNothing() throws Exception {
    byte[] whole = jpeg(0);
    Map<String, byte[]> odd = oddJpegs(whole);
    for (String name :
        List.of(
            "a stray byte before the end",
            "four stray bytes",
            "stray zeros",
            "a stuffed stray byte",
            "fill bytes before the end",
            "no end",
            "half an end",
            "bytes in place of the end",
            "fill bytes before a segment")) {
      byte[] given = Objects.requireNonNull(odd.get(name));
      byte[] read = ImageHeader.read(FrameFormat.JPEG, given).verify(given);
      assertThat(read).as(name).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void strayBytesBeforeRestartMarkersChangeNoPixel(int count) throws Exception {
    byte[] whole = jpeg(3);
    byte[] stray = Arrays.copyOf(bytes(0x9a, 0x37, 0x11, 0x80, 0x55), count);
    byte[] odd = NOTHING;
    int from = 0;
    for (int at = scanData(whole); at + 1 < whole.length; at++) {
      if (whole[at] == -1 && whole[at + 1] != 0) {
        odd = Pictures.concat(odd, Arrays.copyOfRange(whole, from, at), stray, bytes(0xff));
        from = at;
      }
    }
    assertSame(
        "restarts", Pictures.concat(odd, Arrays.copyOfRange(whole, from, whole.length)), whole);
  }

  @Test
  void aJpegThatLacksPixelsIsRefusedHoweverItEnds() {
    byte[] whole = jpeg(3);
    for (byte[] tables : List.of(whole, without(0xc4, whole))) {
      for (int cut = scanData(tables) + 1; cut < tables.length - 8; cut += 41) {
        byte[] head = Arrays.copyOf(tables, cut);
        assertRefused(head);
        assertRefused(Pictures.concat(head, END));
        assertRefused(Pictures.concat(head, bytes(0xff, 0xff), END, new byte[100]));
      }
    }
  }

  @Test
  void aJpegThatLacksARestartIntervalIsRefused() {
    byte[] whole = jpeg(3);
    List<Integer> markers = new ArrayList<>();
    for (int at = scanData(whole); at + 1 < whole.length - 2; at++) {
      if (whole[at] == -1 && whole[at + 1] != 0) {
        markers.add(at);
      }
    }
    for (int i = 0; i + 1 < markers.size(); i++) {
      byte[] head = Arrays.copyOf(whole, markers.get(i));
      byte[] tail = Arrays.copyOfRange(whole, markers.get(i + 1), whole.length);
      assertRefused(Pictures.concat(head, tail));
    }
    byte[] wrongNumber = whole.clone();
    wrongNumber[markers.get(2) + 1] = (byte) 0xd5;
    assertRefused(wrongNumber);
  }

  @Test
  void progressiveJpegsNeedNoEndButAllTheirScans() throws Exception {
    byte[] whole =
        Pictures.encode(
            ".jpg",
            Pictures.scene(WIDTH, HEIGHT),
            org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
            1);
    assertSame("no end", Arrays.copyOf(whole, whole.length - 2), whole);
    int last = scanData(whole) - 12;
    for (int at = last; at + 1 < whole.length; at++) {
      last = whole[at] == -1 && whole[at + 1] == (byte) 0xda ? at : last;
    }
    byte[] head = Arrays.copyOf(whole, last);
    assertRefused(head);
    assertRefused(Pictures.concat(head, END));
  }

  @Test
  void chunksOfAPngThatHoldNoPixelsMayBeAnything() throws Exception {
    PngMaker maker = new PngMaker(WIDTH, HEIGHT, 2, 8, false);
    PngMaker.Samples samples = (x, y, s) -> (x * 3 + y * 5 + s * 70) & 0xff;
    byte[] whole = maker.make(samples);
    byte[] pixels = maker.deflated(samples);
    byte[] head = Pictures.concat(PngMaker.signature(), maker.header());
    byte[] damaged = Pictures.pngChunk("tEXt", Pictures.ascii("Comment\0x"));
    damaged[damaged.length - 1] ^= 1;
    byte[] unknown = Pictures.pngChunk("quXy", new byte[9]);
    byte[] profile = Pictures.pngChunk("iCCP", Pictures.ascii("no profile"));
    byte[] single = Pictures.pngChunk("acTL", new byte[] {0, 0, 0, 1, 0, 0, 0, 0});
    byte[] data = PngMaker.data(pixels);
    byte[] first = PngMaker.data(Arrays.copyOf(pixels, 100));
    byte[] second = PngMaker.data(Arrays.copyOfRange(pixels, 100, pixels.length));
    byte[] end = PngMaker.end();
    byte[] wrongEnd = end.clone();
    wrongEnd[11] ^= 1;
    Map<String, byte[]> odd = new LinkedHashMap<>();
    odd.put("a damaged text", Pictures.concat(head, damaged, data, end));
    odd.put("an unknown chunk", Pictures.concat(head, unknown, data, end));
    odd.put("a broken profile", Pictures.concat(head, profile, data, end));
    odd.put("an animation of one", Pictures.concat(head, single, data, end));
    odd.put("a chunk behind the pixels", Pictures.concat(head, data, unknown, damaged, end));
    odd.put("a chunk between the pixels", Pictures.concat(head, first, damaged, second, end));
    odd.put("bytes behind the end", Pictures.concat(whole, Pictures.ascii("junk")));
    odd.put("no end", Pictures.concat(head, data));
    odd.put("a damaged end", Pictures.concat(head, data, wrongEnd));
    odd.put("half an end", Pictures.concat(head, data, Arrays.copyOf(end, 6)));
    odd.put("a cut chunk", Pictures.concat(head, data, Arrays.copyOf(unknown, 12)));
    odd.put(
        "no checksum of the pixels", Pictures.concat(head, Arrays.copyOf(data, data.length - 4)));
    odd.put("no end of the stream", Pictures.concat(head, Arrays.copyOf(data, data.length - 7)));
    byte[] unchecked = pixels.clone();
    unchecked[unchecked.length - 1] ^= 1;
    odd.put("a wrong checksum", Pictures.concat(head, PngMaker.data(unchecked), end));
    byte[] longer = new PngMaker(WIDTH, HEIGHT + 3, 2, 8, false).deflated(samples);
    odd.put("rows too many", Pictures.concat(head, PngMaker.data(longer), end));
    for (Map.Entry<String, byte[]> entry : odd.entrySet()) {
      assertSame(entry.getKey(), entry.getValue(), whole);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPngThatLacksRowsIsRefusedEvenIfItsChunksAreWhole(boolean interlaced) {
    PngMaker maker = new PngMaker(WIDTH, HEIGHT, 2, 8, interlaced);
    PngMaker shorter = new PngMaker(WIDTH, HEIGHT - 1, 2, 8, interlaced);
    PngMaker.Samples samples = (x, y, s) -> (x * 3 + y * 5 + s * 70) & 0xff;
    byte[] head = Pictures.concat(PngMaker.signature(), maker.header());
    byte[] pixels = maker.deflated(samples);
    assertRefused(Pictures.concat(head, PngMaker.data(shorter.deflated(samples)), PngMaker.end()));
    assertRefused(
        Pictures.concat(
            head, PngMaker.data(Arrays.copyOf(pixels, pixels.length / 2)), PngMaker.end()));
    assertRefused(Pictures.concat(head, PngMaker.end()));
    byte[] damaged = PngMaker.data(pixels);
    damaged[damaged.length / 2] ^= 4;
    assertRefused(Pictures.concat(head, damaged, PngMaker.end()));
  }

  @Test
  void aPngThatIsAnimatedOrMustBeUnderstoodIsRefused() {
    PngMaker maker = new PngMaker(WIDTH, HEIGHT, 0, 8, false);
    byte[] two = Pictures.pngChunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
    assertThatThrownBy(() -> decode(NATIVE, maker.make((x, y, s) -> x, two)))
        .hasMessage("the PNG is animated; send single pictures");
    byte[] critical = Pictures.pngChunk("QUxY", new byte[3]);
    assertThatThrownBy(() -> decode(NATIVE, maker.make((x, y, s) -> x, critical)))
        .hasMessageContaining("must be understood");
  }

  @Test
  void aBmpMayLackThePaddingOfItsLastRow() throws Exception {
    byte[] whole = new BmpMaker(WIDTH, HEIGHT, 24).make();
    int padding = (WIDTH * 3 + 3) / 4 * 4 - WIDTH * 3;
    assertThat(padding).isOne();
    assertSame("no padding", Arrays.copyOf(whole, whole.length - padding), whole);
    assertSame("bytes behind it", Arrays.copyOf(whole, whole.length + 77), whole);
    assertRefused(Arrays.copyOf(whole, whole.length - padding - 1));
  }

  @Test
  void aWebpMayHaveAnythingBehindItsPixels() throws Exception {
    Image scene = Pictures.scene(WIDTH, HEIGHT);
    byte[] dressed = Pictures.webpWithOrientation(Pictures.encode(".webp", scene), scene, 1);
    byte[] expected = decode(NATIVE, dressed);
    byte[] odd = dressed.clone();
    // The length that the EXIF chunk claims.
    odd[odd.length - 26 - 4] = 127;
    assertThat(decode(NATIVE, odd)).isEqualTo(expected);
    assertThat(decode(NATIVE, Arrays.copyOf(dressed, dressed.length + 9))).isEqualTo(expected);
  }

  private static void assertSame(String what, byte[] odd, byte[] whole) throws Exception {
    assertThat(decode(NATIVE, odd)).as("native: " + what).isEqualTo(decode(NATIVE, whole));
    assertThat(decode(JAVA, odd)).as("java: " + what).isEqualTo(decode(JAVA, whole));
  }

  private static void assertRefused(byte[] bytes) {
    for (FrameDecoder decoder : List.of(NATIVE, JAVA)) {
      assertThatThrownBy(() -> decode(decoder, bytes))
          .as("%d bytes", bytes.length)
          .isInstanceOf(MalformedFrameException.class);
    }
  }

  private static byte[] decode(FrameDecoder decoder, byte[] bytes) throws MalformedFrameException {
    List<Image> images = new ArrayList<>();
    decoder.decode(bytes, null, (image, index, pts) -> images.add(image));
    return images.get(0).rgb();
  }

  /** The JPEG without its segments of a kind. */
  private static byte[] without(int marker, byte[] jpeg) {
    byte[] rest = Arrays.copyOf(jpeg, 2);
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xda) {
      int end = at + 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
      if ((jpeg[at + 1] & 0xff) != marker) {
        rest = Pictures.concat(rest, Arrays.copyOfRange(jpeg, at, end));
      }
      at = end;
    }
    return Pictures.concat(rest, Arrays.copyOfRange(jpeg, at, jpeg.length));
  }

  /** Where the first scan's data starts. */
  private static int scanData(byte[] jpeg) {
    int at = 2;
    while (true) {
      int end = at + 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
      if ((jpeg[at + 1] & 0xff) == 0xda) {
        return end;
      }
      at = end;
    }
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
