package io.manako.cli.bench;

import io.manako.local.files.Home;
import io.manako.local.files.SampleVideo;
import io.manako.media.JpegEncoder;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real frames to measure with: frames of the sample video, scaled, as JPEG. */
public final class SampleFrames {
  private static final int QUALITY = 90;

  /** Distance of frames; neighbours are nearly equal. */
  private static final int EVERY = 8;

  private SampleFrames() {}

  /**
   * Returns all frames that lie {@value #EVERY} apart; the video is fetched if it is missing.
   *
   * @param width width in pixels
   * @param height height in pixels
   */
  public static List<byte[]> jpegs(int width, int height) throws IOException, InterruptedException {
    return jpegs(width, height, Integer.MAX_VALUE);
  }

  /** Returns the first {@code most} of those frames. */
  public static List<byte[]> jpegs(int width, int height, int most)
      throws IOException, InterruptedException {
    Path video = new SampleVideo(Home.folder().resolve("videos")).fetch();
    List<byte[]> jpegs = new ArrayList<>();
    JpegEncoder encoder = new JpegEncoder(QUALITY);
    try (VideoReader reader = VideoReader.openScaled(video.toString(), width, height)) {
      TimedImage next = reader.next();
      for (int i = 0; next != null && jpegs.size() < most; i++) {
        if (i % EVERY == 0) {
          jpegs.add(encoder.encode(next.image()));
        }
        next = reader.next();
      }
    }
    return jpegs;
  }
}
