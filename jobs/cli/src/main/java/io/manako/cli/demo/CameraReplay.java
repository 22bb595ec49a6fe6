package io.manako.cli.demo;

import io.manako.cli.capture.Camera;
import io.manako.cli.capture.EncodedFrames;
import io.manako.cli.capture.FrameProducer;
import io.manako.cli.capture.FrameSource;
import io.manako.cli.capture.LoopingSource.Opener;
import io.manako.cli.capture.Pacer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * One camera that replays a source as fast as it plays.
 *
 * @param id id of the camera
 * @param source video of the camera
 * @param maxFrames most frames to send
 * @param kafka client properties
 * @param ledger counter of sent frames
 * @param stop ends the replay early
 */
record CameraReplay(
    String id,
    Opener source,
    long maxFrames,
    Map<String, Object> kafka,
    Ledger ledger,
    BooleanSupplier stop)
    implements Callable<Long> {
  static final String TOPIC = "video.frames";

  /** Sends until the source ends; returns the number of frames. */
  @Override
  public Long call() throws IOException {
    try (FrameSource frames = source.open()) {
      return replay(frames);
    }
  }

  private long replay(FrameSource frames) throws IOException {
    Pacer pacer = new Pacer(true);
    try (FrameProducer producer = new FrameProducer(kafka, TOPIC, Camera.startingNow(id))) {
      EncodedFrames next = frames.next();
      while (next != null && producer.frames() < maxFrames && !stop.getAsBoolean()) {
        pacer.await(next.ptsNanos(), stop);
        producer.send(next);
        ledger.sent(id, producer.frames());
        next = frames.next();
      }
      producer.flush();
      return producer.frames();
    }
  }
}
