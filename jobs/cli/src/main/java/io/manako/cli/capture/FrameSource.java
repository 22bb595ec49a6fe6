package io.manako.cli.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Source of encoded frames in order. Instances are not thread-safe. */
public interface FrameSource extends AutoCloseable {

  /** Returns the next record's value, or null at the end. */
  @Nullable EncodedFrames next() throws IOException;

  /** Returns the nominal rate. */
  double framesPerSecond();

  /**
   * Returns what could not be read so far, as the end of a sentence; null if nothing is missing.
   */
  default @Nullable String damage() {
    return null;
  }

  @Override
  void close();
}
