package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.image.JpegMaker.Component;
import io.manako.image.JpegMaker.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both codecs give what was encoded, whatever way a format has to say it. */
class PictureAgreementTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 45;
  private static final int NEAR = 2;
  private static final FrameDecoder JAVA = new FrameDecoder(DecodeLimits.DEFAULT, Codec.JAVA);
  private static final FrameDecoder NATIVE = new FrameDecoder(DecodeLimits.DEFAULT, Codec.NATIVE);

  @AfterAll
  static void close() {
    JAVA.close();
    NATIVE.close();
  }

  private static Stream<PngMaker> pngs() {
    int[][] kinds = {
      {0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4}, {3, 8},
      {4, 8}, {4, 16}, {6, 8}, {6, 16}
    };
    return Stream.of(kinds)
        .flatMap(
            kind ->
                Stream.of(false, true)
                    .map(lace -> new PngMaker(WIDTH, HEIGHT, kind[0], kind[1], lace)));
  }

  @ParameterizedTest
  @MethodSource("pngs")
  void aPngOfAnyTypeIsWhatWasEncodedWithoutItsTransparencyGammaAndProfile(PngMaker maker)
      throws Exception {
    int most = (1 << maker.depth()) - 1;
    PngMaker.Samples samples =
        (x, y, s) ->
            maker.depth() == 16
                ? (x * 997 + y * 389 + s * 20_011) & most
                : (x * 3 + y * 5 + s * 70) & most;
    byte[] gamma = Pictures.pngChunk("gAMA", Pictures.bigEndian(100_000));
    byte[] palette = maker.type() == 3 ? palette(most + 1) : new byte[0];
    byte[] expected = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) colour(maker, samples, i / 3 % WIDTH, i / 3 / WIDTH, i % 3);
    }
    for (byte[] transparency : transparencies(maker)) {
      assertDecodes(maker.make(samples, gamma, palette, transparency), expected, 0);
    }
  }

  private static List<byte[]> transparencies(PngMaker maker) {
    List<byte[]> chunks = new ArrayList<>(List.of(new byte[0]));
    if (maker.type() == 3) {
      chunks.add(Pictures.pngChunk("tRNS", new byte[] {0, 100}));
    } else if (maker.type() == 0) {
      chunks.add(Pictures.pngChunk("tRNS", new byte[] {0, 1}));
    } else if (maker.type() == 2) {
      chunks.add(Pictures.pngChunk("tRNS", new byte[] {0, 3, 0, 73, 0, (byte) 143}));
    }
    return chunks;
  }

  private static byte[] palette(int colours) {
    byte[] rgb = new byte[colours * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) paletteColour(i / 3, i % 3);
    }
    return Pictures.pngChunk("PLTE", rgb);
  }

  private static int paletteColour(int index, int c) {
    return (index * 37 + c * 91 + 20) & 0xff;
  }

  private static int colour(PngMaker maker, PngMaker.Samples samples, int x, int y, int c) {
    boolean grey = maker.samples() < 3;
    int sample = samples.at(x, y, grey ? 0 : c);
    if (maker.type() == 3) {
      return paletteColour(sample, c);
    }
    return maker.depth() == 16 ? sample >> 8 : sample * 255 / ((1 << maker.depth()) - 1);
  }

  /** How a JPEG's components are sampled, its light first. */
  private record Sampling(String name, int h, int v) {}

  private static List<Sampling> samplings() {
    return List.of(
        new Sampling("4:4:4", 1, 1),
        new Sampling("4:2:2", 2, 1),
        new Sampling("4:2:0", 2, 2),
        new Sampling("4:4:0", 1, 2),
        new Sampling("4:1:1", 4, 1));
  }

  private static Stream<Sampling> everySampling() {
    return samplings().stream();
  }

  @ParameterizedTest
  @MethodSource("everySampling")
  void aJpegOfAnySamplingIsNearWhatWasEncoded(Sampling sampling) throws Exception {
    byte[] smooth = smooth();
    assertDecodes(ycc(sampling, smooth).make(), smooth, NEAR);
    byte[] scene = Pictures.scene(WIDTH, HEIGHT).rgb();
    assertAgree(ycc(sampling, scene).make());
  }

  private static JpegMaker ycc(Sampling sampling, byte[] rgb) {
    return new JpegMaker(WIDTH, HEIGHT)
        .jfif()
        .component(new Component(1, sampling.h(), sampling.v(), light(rgb)))
        .component(new Component(2, 1, 1, blueness(rgb)))
        .component(new Component(3, 1, 1, redness(rgb)));
  }

  @Test
  void aJpegWithoutAHeaderThatSaysItsColoursIsYccUnlessItsComponentsAreNamedForRgb()
      throws Exception {
    byte[] smooth = smooth();
    assertDecodes(threePlanes(false, 1, 2, 3, smooth).make(), smooth, NEAR);
    assertDecodes(threePlanes(false, 0, 1, 2, smooth).make(), smooth, NEAR);
    assertDecodes(threePlanes(true, 'R', 'G', 'B', smooth).make(), smooth, NEAR);
  }

  @Test
  void adobesMarkerSaysWhichColoursThreeComponentsAre() throws Exception {
    byte[] smooth = smooth();
    byte[] rgb = threePlanes(true, 1, 2, 3, smooth).adobe(0).make();
    assertDecodes(rgb, smooth, NEAR);
    assertDecodes(threePlanes(false, 1, 2, 3, smooth).adobe(1).make(), smooth, NEAR);
    assertAgree(threePlanes(false, 1, 2, 3, Pictures.scene(WIDTH, HEIGHT).rgb()).adobe(1).make());
  }

  private static JpegMaker threePlanes(boolean rgb, int a, int b, int c, byte[] pixels) {
    return new JpegMaker(WIDTH, HEIGHT)
        .component(new Component(a, 1, 1, rgb ? plane(pixels, 0) : light(pixels)))
        .component(new Component(b, 1, 1, rgb ? plane(pixels, 1) : blueness(pixels)))
        .component(new Component(c, 1, 1, rgb ? plane(pixels, 2) : redness(pixels)));
  }

  @Test
  void aGreyJpegIsGrey() throws Exception {
    byte[] grey = smooth();
    for (int i = 0; i < grey.length; i++) {
      grey[i] = grey[i - i % 3];
    }
    JpegMaker maker =
        new JpegMaker(WIDTH, HEIGHT).component(new Component(1, 1, 1, plane(grey, 0)));
    assertDecodes(maker.make(), grey, NEAR);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void fourComponentsOfAdobesAreTheLightThatInkLeaves(int transform) throws Exception {
    byte[] smooth = smooth();
    int black = 230;
    byte[] coloured = new byte[smooth.length];
    for (int i = 0; i < smooth.length; i++) {
      int light = Math.round((smooth[i] & 0xff) * 255f / black);
      coloured[i] = (byte) (transform == 0 ? light : 255 - light);
    }
    for (Sampling sampling : samplings()) {
      boolean halves = transform == 2;
      JpegMaker maker = new JpegMaker(WIDTH, HEIGHT).adobe(transform);
      int h = halves ? sampling.h() : 1;
      int v = halves ? sampling.v() : 1;
      maker.component(new Component(1, h, v, halves ? light(coloured) : plane(coloured, 0)));
      maker.component(new Component(2, 1, 1, halves ? blueness(coloured) : plane(coloured, 1)));
      maker.component(new Component(3, 1, 1, halves ? redness(coloured) : plane(coloured, 2)));
      maker.component(new Component(4, h, v, (x, y) -> black));
      // OpenCV mixes black in with a shift for a division: one more.
      assertDecodes(maker.make(), smooth, NEAR + 1);
      assertAgree(maker.make());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void componentsThatNothingSaysTheColoursOfAreRefusedByBoth(int count) {
    JpegMaker maker = new JpegMaker(WIDTH, HEIGHT);
    for (int i = 1; i <= count; i++) {
      maker.component(new Component(i, 1, 1, plane(smooth(), 0)));
    }
    byte[] jpeg = maker.make();
    assertThat(refusal(NATIVE, jpeg)).isEqualTo(refusal(JAVA, jpeg)).contains("which colours");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 16, 24, 32})
  void aBmpOfAnyDepthIsWhatWasEncoded(int depth) throws Exception {
    BmpMaker maker = new BmpMaker(WIDTH, HEIGHT, depth);
    assertDecodes(maker.make(), maker.expected(), NEAR);
  }

  private static byte[] smooth() {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      rgb[i] = (byte) (60 + x / 2 + y / 3);
      rgb[i + 1] = (byte) (100 + x / 3);
      rgb[i + 2] = (byte) (140 - y / 2);
    }
    return rgb;
  }

  private static Plane plane(byte[] rgb, int c) {
    return (x, y) -> rgb[(y * WIDTH + x) * 3 + c] & 0xff;
  }

  /** ITU-T T.871, section 7. */
  private static Plane light(byte[] rgb) {
    return mix(rgb, 0, 0.299, 0.587, 0.114);
  }

  private static Plane blueness(byte[] rgb) {
    return mix(rgb, 128, -0.168736, -0.331264, 0.5);
  }

  private static Plane redness(byte[] rgb) {
    return mix(rgb, 128, 0.5, -0.418688, -0.081312);
  }

  private static Plane mix(byte[] rgb, double offset, double red, double green, double blue) {
    return (x, y) ->
        offset
            + red * plane(rgb, 0).at(x, y)
            + green * plane(rgb, 1).at(x, y)
            + blue * plane(rgb, 2).at(x, y);
  }

  private static void assertDecodes(byte[] encoded, byte[] expected, int tolerance)
      throws MalformedFrameException {
    byte[] here = decode(JAVA, encoded);
    byte[] there = decode(NATIVE, encoded);
    assertThat(worst(here, expected)).as("java").isLessThanOrEqualTo(tolerance);
    assertThat(worst(there, expected)).as("native").isLessThanOrEqualTo(tolerance);
  }

  private static void assertAgree(byte[] encoded) throws MalformedFrameException {
    assertThat(worst(decode(JAVA, encoded), decode(NATIVE, encoded))).isLessThanOrEqualTo(NEAR);
  }

  private static byte[] decode(FrameDecoder decoder, byte[] bytes) throws MalformedFrameException {
    List<Image> images = new ArrayList<>();
    decoder.decode(bytes, null, (image, index, pts) -> images.add(image));
    return images.get(0).rgb();
  }

  private static String refusal(FrameDecoder decoder, byte[] bytes) {
    try {
      decode(decoder, bytes);
    } catch (MalformedFrameException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("decoded");
  }

  private static int worst(byte[] a, byte[] b) {
    assertThat(a).hasSameSizeAs(b);
    int worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
    }
    return worst;
  }
}
