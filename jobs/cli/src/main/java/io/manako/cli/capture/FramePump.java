package io.manako.cli.capture;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends the frames of sources until the limit is reached or the user stops. */
public final class FramePump {

  /** Receives what was sent last, for people. */
  @FunctionalInterface
  public interface Progress {
    void sent(EncodedFrames last);
  }

  private final FrameProducer producer;
  private final Progress progress;
  private final BooleanSupplier stopped;
  private final long maxFrames;

  /**
   * Sends to a producer.
   *
   * @param stopped true once the user wants to end
   * @param maxFrames most frames to send in all
   */
  public FramePump(
      FrameProducer producer, Progress progress, BooleanSupplier stopped, long maxFrames) {
    this.producer = producer;
    this.progress = progress;
    this.stopped = stopped;
    this.maxFrames = maxFrames;
  }

  /** Sends a source's frames, each when it is due, until the source ends or {@link #isDone}. */
  public void pump(FrameSource source, Pacer pacer) throws IOException {
    pump(source.next(), source, pacer);
  }

  /**
   * Sends like {@link #pump(FrameSource, Pacer)}, after a first value that was taken from the
   * source already.
   */
  void pump(@Nullable EncodedFrames first, FrameSource source, Pacer pacer) throws IOException {
    @Nullable EncodedFrames next = first;
    while (next != null && !isDone()) {
      pacer.await(next.ptsNanos(), stopped);
      producer.send(next);
      progress.sent(next);
      next = isDone() ? null : source.next();
    }
  }

  /** Returns whether the limit is reached, or the user stopped. */
  public boolean isDone() {
    return stopped.getAsBoolean() || producer.frames() >= maxFrames;
  }

  FrameProducer producer() {
    return producer;
  }
}
