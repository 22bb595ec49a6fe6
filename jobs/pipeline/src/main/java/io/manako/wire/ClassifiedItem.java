package io.manako.wire;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Content of one record of the classifications topic: a frame, or one crop of a frame.
 *
 * @param result result of the frame
 * @param classified classes of the frame or crop; null if nothing was classified
 */
public record ClassifiedItem(FrameResult result, @Nullable Classified classified) {

  /**
   * Splits a result into one item for each crop, or one item for a frame without crops: every frame
   * is in the ledger.
   */
  public static final class Splitter implements FlatMapFunction<FrameResult, ClassifiedItem> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(FrameResult result, Collector<ClassifiedItem> out) {
      if (result.classifications().isEmpty()) {
        out.collect(new ClassifiedItem(result, null));
      }
      for (Classified classified : result.classifications()) {
        out.collect(new ClassifiedItem(result, classified));
      }
    }
  }
}
