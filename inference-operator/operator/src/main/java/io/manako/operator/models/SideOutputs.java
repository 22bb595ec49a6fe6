package io.manako.operator.models;

import io.manako.operator.FrameResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Side outputs of an operator whose models are swapped. */
public final class SideOutputs {
  /** Changes that were refused: one record for each subtask that refuses. */
  public static final OutputTag<ModelRefusal> REFUSED = new OutputTag<>("refused-models") {};

  /** Results of shadows: one for each frame of their time. */
  public static final OutputTag<FrameResult> SHADOW =
      new OutputTag<>("shadow", TypeInformation.of(FrameResult.class));

  private SideOutputs() {}
}
