package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.local.files.Home;
import io.manako.local.files.SampleVideo;
import io.manako.media.GopEncoder;
import io.manako.media.JpegEncoder;
import io.manako.media.PictureEncoder;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One round of a soak's records: the sample video as JPEG from four cameras, as PNG, WebP and GOPs
 * from one each, and garbage from one. Equally many records are refused and processed.
 */
final class SoakFootage {
  /**
   * Width, half of the video's: the memory that a batch holds for a moment hides less of a leak.
   */
  private static final int WIDTH = 384;

  private static final int HEIGHT = 288;
  private static final int PICTURES = 24;
  private static final int EVERY = 3;
  private static final int JPEG_CAMERAS = 4;
  private static final int GOP = 6;
  private static final int SLOW = 8;
  private static final int HUGE = 30_000;
  private static final int START_OF_FRAME = 0xC0;

  private final List<TimedImage> video;
  private final List<Shot> round = new ArrayList<>();
  private int badShots;

  private SoakFootage(List<TimedImage> video) {
    this.video = video;
  }

  /** Fetches the sample video if it is missing. */
  static List<Shot> round() throws IOException, InterruptedException {
    return new SoakFootage(pictures()).shoot();
  }

  private static List<TimedImage> pictures() throws IOException, InterruptedException {
    SampleVideo sample = new SampleVideo(Home.folder().resolve("videos"));
    List<TimedImage> pictures = new ArrayList<>();
    try (VideoReader reader = VideoReader.openScaled(sample.fetch().toString(), WIDTH, HEIGHT)) {
      @Nullable TimedImage next = reader.next();
      for (int n = 0; next != null && pictures.size() < PICTURES; n++) {
        if (n % EVERY == 0) {
          pictures.add(next);
        }
        next = reader.next();
      }
    }
    return pictures;
  }

  private List<Shot> shoot() throws IOException {
    JpegEncoder jpegs = new JpegEncoder(85);
    PictureEncoder pngs = new PictureEncoder(".png");
    PictureEncoder webps = new PictureEncoder(".webp");
    List<Shot> bad = bad();
    for (int n = 0; n < video.size(); n++) {
      byte[] jpeg = jpegs.encode(video.get(n).image());
      for (int camera = 0; camera < JPEG_CAMERAS; camera++) {
        add(Shot.picture("soak-jpeg-" + camera, jpeg), bad);
      }
      if (n % SLOW == 0) {
        add(Shot.picture("soak-png", pngs.encode(video.get(n).image())), bad);
        add(Shot.picture("soak-webp", webps.encode(video.get(n).image())), bad);
        add(new Shot("soak-gop", gop(n), "video/mp4", GOP, false), bad);
      }
    }
    return round;
  }

  private void add(Shot shot, List<Shot> bad) {
    round.add(shot);
    for (int n = 0; n < shot.results(); n++) {
      round.add(bad.get(badShots++ % bad.size()));
    }
  }

  private byte[] gop(int first) throws IOException {
    return new GopEncoder(10).encode(video.subList(first, first + GOP));
  }

  private List<Shot> bad() throws IOException {
    byte[] jpeg = new JpegEncoder(85).encode(video.get(0).image());
    byte[] png = new PictureEncoder(".png").encode(video.get(0).image());
    byte[] webp = new PictureEncoder(".webp").encode(video.get(0).image());
    byte[] torn = png.clone();
    Arrays.fill(torn, png.length / 2, png.length / 2 + 64, (byte) 0x55);
    String camera = "soak-bad";
    return List.of(
        Shot.bad(camera, Arrays.copyOf(jpeg, jpeg.length / 2), "image/jpeg"),
        Shot.bad(camera, huge(jpeg), "image/jpeg"),
        Shot.bad(camera, "It was a dark and stormy night.\n".getBytes(UTF_8), null),
        Shot.bad(camera, Arrays.copyOf(png, png.length / 3), "image/png"),
        Shot.bad(camera, torn, "image/png"),
        Shot.bad(camera, Arrays.copyOf(webp, webp.length / 2), "image/webp"),
        Shot.bad(camera, Arrays.copyOf(gop(0), 3000), "video/mp4"),
        Shot.bad(camera, jpeg, "application/pdf"));
  }

  /**
   * Returns a JPEG whose header claims more pixels than any machine has memory for (ITU-T T.81,
   * B.2.2).
   */
  private static byte[] huge(byte[] jpeg) {
    byte[] bytes = jpeg.clone();
    for (int i = 2; i + 8 < bytes.length; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == START_OF_FRAME) {
        bytes[i + 5] = (byte) (HUGE >> 8);
        bytes[i + 6] = (byte) HUGE;
        bytes[i + 7] = (byte) (HUGE >> 8);
        bytes[i + 8] = (byte) HUGE;
        return bytes;
      }
    }
    throw new IllegalArgumentException("a baseline JPEG has a start of frame");
  }
}
