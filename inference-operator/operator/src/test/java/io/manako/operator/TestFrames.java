package io.manako.operator;

/** Frames for pipelines without a topic. */
public final class TestFrames {
  private TestFrames() {}

  public static FrameRecord jpeg(byte[] bytes) {
    return FrameRecord.builder("cam", "cam/0/0", new FrameRecord.Source("frames", 0, 0), bytes)
        .contentType("image/jpeg")
        .build();
  }
}
