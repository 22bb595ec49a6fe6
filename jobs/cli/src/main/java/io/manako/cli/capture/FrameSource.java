package io.manako.cli.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Encoded frames in order, from wherever. Not thread-safe. */
public interface FrameSource extends AutoCloseable {

  /** The next record's value, or null at the end. */
  @Nullable EncodedFrames next() throws IOException;

  /** The nominal rate. */
  double framesPerSecond();

  /** What could not be read until now, as a sentence's end; null if nothing is missing. */
  default @Nullable String damage() {
    return null;
  }

  @Override
  void close();
}
