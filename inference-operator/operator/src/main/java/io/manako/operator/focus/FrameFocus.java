package io.manako.operator.focus;

import io.manako.focus.FrameViews;
import io.manako.operator.FrameResult;
import java.util.function.UnaryOperator;

/**
 * Focus of one frame.
 *
 * @param views views that the detector processes
 * @param settle adds the camera's carried objects to the frame's result; called once for each frame
 *     that is answered, in the order of the plans
 */
public record FrameFocus(FrameViews views, UnaryOperator<FrameResult> settle) {
  /** Returns the same views without carried objects, for other models. */
  public FrameFocus ofViews() {
    return new FrameFocus(views, result -> result);
  }
}
