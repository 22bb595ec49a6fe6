package io.manako.cli.capture;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends what sources yield until enough is sent or the user stops. */
public final class FramePump {

  /** Takes what was sent last, for people. */
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
   * @param stopped whether the user wants it to end
   * @param maxFrames that are sent in all
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

  /** As {@link #pump(FrameSource, Pacer)}, where the first of them was taken already. */
  void pump(@Nullable EncodedFrames first, FrameSource source, Pacer pacer) throws IOException {
    @Nullable EncodedFrames next = first;
    while (next != null && !isDone()) {
      pacer.await(next.ptsNanos(), stopped);
      producer.send(next);
      progress.sent(next);
      next = isDone() ? null : source.next();
    }
  }

  /** Whether enough was sent, or the user stopped. */
  public boolean isDone() {
    return stopped.getAsBoolean() || producer.frames() >= maxFrames;
  }

  FrameProducer producer() {
    return producer;
  }
}
