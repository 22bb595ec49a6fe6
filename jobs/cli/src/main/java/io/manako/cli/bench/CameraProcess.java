package io.manako.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A camera in a process of its own: {@code produce}.
 *
 * @param process that runs it
 */
record CameraProcess(Process process) implements AutoCloseable {

  /**
   * What it sends where.
   *
   * @param folder of pictures, sent again and again
   * @param framesPerSecond so many
   * @param frames in all
   * @param bootstrap of the broker
   * @param topic that exists
   */
  record Shot(Path folder, double framesPerSecond, int frames, String bootstrap, String topic) {}

  /** Starts one, on core 1 if {@code tied}. */
  static CameraProcess start(boolean tied, Shot shot) throws IOException {
    return new CameraProcess(
        Core.start(
            tied,
            1,
            List.of(
                "produce",
                shot.folder().toString(),
                "--camera=cam-1",
                "--loop",
                "--fps=" + shot.framesPerSecond(),
                "--max-frames=" + shot.frames(),
                "--topic=" + shot.topic(),
                "--bootstrap=" + shot.bootstrap())));
  }

  /** Waits for its end. */
  boolean endsWell() throws InterruptedException {
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
