package io.manako.cli.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Encoded frames in order, from wherever. Not thread-safe. */
public interface FrameSource extends AutoCloseable {

  /** The next record's value, or null at the end. */
  @Nullable EncodedFrames next() throws IOException;

  /** The nominal rate. */
  double framesPerSecond();

  @Override
  void close();
}
