package io.manako.cli.bench;

import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.util.List;

/**
 * Way (a) of the pipeline benchmark: decode, preprocess, run and suppress in one loop on one
 * thread, with nothing around it. This loop is the upper bound of any streaming system on the same
 * parts.
 */
final class BareLoop {
  private final FramePipeline pipeline;
  private final PictureBatch batch;
  private final int batchSize;

  BareLoop(FramePipeline pipeline, int batchSize) {
    this.pipeline = pipeline;
    this.batch = pipeline.newBatch();
    this.batchSize = batchSize;
  }

  /**
   * Processes {@code count} frames, the same ones again and again; returns the number of objects
   * found.
   */
  long run(List<byte[]> jpegs, int count) throws MalformedFrameException {
    long objects = 0;
    int filled = 0;
    for (int i = 0; i < count; i++) {
      int place = filled;
      pipeline.decode(
          frame(jpegs.get(i % jpegs.size()), i), (image, index, pts) -> put(place, image));
      filled++;
      if (filled == batchSize || i == count - 1) {
        objects += batch.run(filled).answers().stream().mapToLong(a -> a.detections().size()).sum();
        batch.clear();
        filled = 0;
      }
    }
    return objects;
  }

  private void put(int place, Image image) {
    batch.put(place, image);
  }

  private static FrameRecord frame(byte[] jpeg, int i) {
    return FrameRecord.builder("bare", "bare/0/" + i, new FrameRecord.Source("bare", 0, i), jpeg)
        .contentType("image/jpeg")
        .build();
  }
}
