package io.manako.cli.bench;

import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.Decoder;
import io.manako.image.FrameDecoder;
import io.manako.image.Image;
import io.manako.image.IsolatedDecoder;
import io.manako.image.Isolation;
import io.manako.image.MalformedFrameException;
import io.manako.media.JpegEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the cost of decoding in an isolated process. */
@Command(
    name = "decode",
    description = {
      "Measure decoding of a JPEG of 640x480 and of 1280x720 pixels.",
      "Both are decoded in this process and, as with decode.isolation=process, in another one."
    })
public final class BenchDecodeCommand implements Callable<Integer> {
  private static final Isolation ISOLATION = new Isolation(Duration.ofSeconds(30), 1L << 30);
  private static final int QUALITY = 85;

  @Option(
      names = "--runs",
      defaultValue = "1000",
      description = "Frames of each kind, half of them to warm up (default: ${DEFAULT-VALUE}).")
  private int runs = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (Decoder here = new FrameDecoder(DecodeLimits.DEFAULT);
        Decoder isolated = new IsolatedDecoder(DecodeLimits.DEFAULT, Codec.NATIVE, ISOLATION)) {
      measure(640, 480, here, isolated);
      measure(1280, 720, here, isolated);
    }
    return 0;
  }

  private void measure(int width, int height, Decoder here, Decoder isolated)
      throws IOException, MalformedFrameException {
    byte[] jpeg = new JpegEncoder(QUALITY).encode(picture(width, height));
    int kept = Math.max(1, runs / 2);
    double[] plain = new double[kept];
    double[] apart = new double[kept];
    // In turns, so that a disturbance hits both.
    for (int i = -kept; i < kept; i++) {
      double one = millis(here, jpeg);
      double other = millis(isolated, jpeg);
      if (i >= 0) {
        plain[i] = one;
        apart[i] = other;
      }
    }
    print(
        String.format(Locale.ROOT, "%dx%d, %d KB", width, height, jpeg.length >> 10), plain, apart);
  }

  private static double millis(Decoder decoder, byte[] jpeg) throws MalformedFrameException {
    long start = System.nanoTime();
    decoder.decode(jpeg, "image/jpeg", (image, index, pts) -> {});
    return (System.nanoTime() - start) / 1e6;
  }

  private void print(String picture, double[] plain, double[] apart) {
    PrintWriter out = spec.commandLine().getOut();
    Quartiles in = Quartiles.of(plain);
    Quartiles by = Quartiles.of(apart);
    out.printf(
        Locale.ROOT,
        "%-18s in the process %.2f ms (%.2f–%.2f), isolated %.2f ms (%.2f–%.2f)%n",
        picture,
        in.median(),
        in.first(),
        in.third(),
        by.median(),
        by.first(),
        by.third());
    out.flush();
  }

  /**
   * Returns a picture that is smooth on the left and noisy on the right, about as large as a
   * camera's.
   */
  private static Image picture(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      int noise = x > width / 2 ? (x * 7919 ^ y * 104729) >>> 2 & 31 : 0;
      rgb[i] = (byte) ((x * 150 / width + y * 70 / height) + noise);
    }
    return new Image(width, height, rgb);
  }
}
