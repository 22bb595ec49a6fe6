package io.manako.cli.bench;

import io.manako.media.JpegEncoder;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Day of a camera in little, as JPEG: the empty scene, the video, and the empty scene again. The
 * camera's noise differs in {@value #STILLS} pictures of the empty scene, which repeat.
 *
 * @param busy frames of the video
 * @param still pictures of the empty scene
 * @param length number of frames of the day
 */
record CameraDay(List<byte[]> busy, List<byte[]> still, int length) {
  private static final int STILLS = 64;

  /**
   * Makes the day of a video.
   *
   * @param most largest number of the video's frames, 1 or more
   * @param busyPercent share of the video in the day, 1 to 100 %
   * @param encoder encoder of the camera
   * @throws IOException if the video cannot be read
   */
  static CameraDay of(String video, int most, int busyPercent, JpegEncoder encoder)
      throws IOException {
    List<byte[]> busy = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(video)) {
      TimedImage next = reader.next();
      while (next != null && busy.size() < most) {
        busy.add(encoder.encode(next.image()));
        next = reader.next();
      }
    }
    StillScene scene = StillScene.of(video);
    List<byte[]> still = new ArrayList<>();
    while (still.size() < STILLS) {
      still.add(encoder.encode(scene.next()));
    }
    return new CameraDay(busy, still, busy.size() * 100 / busyPercent);
  }

  /** Returns a day that is busy from beginning to end, with at most {@code most} frames. */
  CameraDay first(int most) {
    List<byte[]> frames = busy.subList(0, Math.min(most, busy.size()));
    return new CameraDay(frames, still, frames.size());
  }

  /** Returns the mean size of the day's frames in KB. */
  long meanKilobytes() {
    return IntStream.range(0, length).mapToLong(n -> jpeg(n).length).sum() / length >> 10;
  }

  /** Returns a frame of the day, from 0. */
  byte[] jpeg(int n) {
    int inVideo = n - (length - busy.size()) / 2;
    return inVideo >= 0 && inVideo < busy.size() ? busy.get(inVideo) : still.get(n % still.size());
  }
}
