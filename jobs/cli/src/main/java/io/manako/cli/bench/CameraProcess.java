package io.manako.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Camera in a process of its own: {@code produce}.
 *
 * @param process process that runs it
 */
record CameraProcess(Process process) implements AutoCloseable {

  /**
   * Frames to send.
   *
   * @param folder folder of pictures, sent again and again
   * @param framesPerSecond rate
   * @param frames number of frames
   * @param bootstrap address of the broker
   * @param topic topic, which must exist
   */
  record Shot(Path folder, double framesPerSecond, int frames, String bootstrap, String topic) {}

  /** Starts a camera, on core 1 if {@code tied}. */
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

  /** Waits for the end; returns whether the exit code is 0. */
  boolean endsWell() throws InterruptedException {
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
