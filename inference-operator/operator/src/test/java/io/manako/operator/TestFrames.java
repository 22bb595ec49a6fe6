package io.manako.operator;

import java.time.Instant;
import java.util.List;

/** Frames for pipelines without a topic. */
public final class TestFrames {
  private TestFrames() {}

  public static FrameRecord jpeg(byte[] bytes) {
    return new FrameRecord(
        "cam",
        "cam/0/0",
        "0",
        0,
        Instant.EPOCH,
        null,
        null,
        "image/jpeg",
        new FrameRecord.Source("frames", 0, 0),
        bytes,
        new FrameRecord.Original(null, List.of()),
        null);
  }
}
