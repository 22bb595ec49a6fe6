package io.manako.cli.demo;

import io.manako.local.files.SampleVideo;
import io.manako.local.terminal.Screen;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Video of the demo's cameras.
 *
 * @param name name for people
 * @param isSample true for the sample video, whose zones and lines are known
 * @param address address for FFmpeg
 * @param framesPerSecond rate of the video
 */
record DemoFootage(String name, boolean isSample, String address, double framesPerSecond) {

  /**
   * Finds the video that the options name, or else the sample video, which is fetched if it is
   * missing.
   */
  static DemoFootage find(DemoOptions options, Screen screen)
      throws IOException, InterruptedException {
    Path wanted = options.video();
    if (wanted != null && !Files.exists(wanted)) {
      throw new NoSuchFileException(wanted.toString());
    }
    Path video = wanted == null ? sample(options, screen) : wanted;
    boolean isSample = video.equals(new SampleVideo(options.cache()).file());
    try (VideoReader reader = VideoReader.open(video.toString())) {
      String name = String.valueOf(video.getFileName());
      double rate = reader.framesPerSecond();
      screen.done(
          String.format(
              Locale.ROOT,
              "Video %s (%d×%d, %d frames at %.4s frames/s)",
              name,
              reader.width(),
              reader.height(),
              reader.claimedFrames(),
              rate));
      return new DemoFootage(name, isSample, video.toString(), rate);
    }
  }

  private static Path sample(DemoOptions options, Screen screen)
      throws IOException, InterruptedException {
    screen.doing("Fetching vtest.avi from Debian's package opencv-doc (96 MB, once)");
    try {
      return new SampleVideo(options.cache()).fetch();
    } catch (IOException e) {
      screen.note("The sample video cannot be fetched: " + e.getMessage());
      Path film = new PhotoFilm(options.cache()).make();
      screen.note("A film made from a photo takes its place; --video FILE uses your own");
      return film;
    }
  }
}
