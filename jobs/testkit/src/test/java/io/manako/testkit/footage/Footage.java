package io.manako.testkit.footage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.manako.local.files.Home;
import io.manako.local.files.SampleVideo;
import java.io.IOException;
import java.nio.file.Path;

/** The demo's real video for tests. */
public final class Footage {
  private Footage() {}

  /**
   * Fetches the video if it is not there yet. Where that is impossible the test is skipped, except
   * where {@code CI} is set: there a missing video is a failure.
   */
  public static Path fetch() throws IOException, InterruptedException {
    try {
      return new SampleVideo(Home.folder().resolve("videos")).fetch();
    } catch (IOException e) {
      if (System.getenv("CI") != null) {
        throw e;
      }
      assumeTrue(false, "skipped: the demo's video cannot be fetched here: " + e.getMessage());
      throw e;
    }
  }
}
