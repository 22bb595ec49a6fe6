package io.manako.cli.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reopens a source whenever it ends; the clock runs on. */
public final class LoopingSource implements FrameSource {

  /** Opens the source from its beginning. */
  @FunctionalInterface
  public interface Opener {
    FrameSource open() throws IOException;
  }

  private final Opener opener;
  private FrameSource round;
  private long offsetNanos;
  private long endNanos;

  /** Opens the first round. */
  public LoopingSource(Opener opener) throws IOException {
    this.opener = opener;
    this.round = opener.open();
  }

  @Override
  public @Nullable EncodedFrames next() throws IOException {
    EncodedFrames value = round.next();
    if (value == null) {
      round.close();
      round = opener.open();
      offsetNanos = endNanos;
      value = round.next();
    }
    if (value == null) {
      return null;
    }
    long pts = offsetNanos + value.ptsNanos();
    endNanos = pts + Math.round(value.frames() * 1e9 / round.framesPerSecond());
    return new EncodedFrames(value.contentType(), value.bytes(), value.frames(), pts);
  }

  @Override
  public double framesPerSecond() {
    return round.framesPerSecond();
  }

  @Override
  public @Nullable String damage() {
    return round.damage();
  }

  @Override
  public void close() {
    round.close();
  }
}
