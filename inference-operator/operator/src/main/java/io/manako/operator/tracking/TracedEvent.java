package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event and the trace that it belongs to.
 *
 * @param event what happened
 * @param traceparent W3C trace context of the frame that showed it, or null
 */
public record TracedEvent(VideoEvent event, @Nullable String traceparent) {
  /**
   * An event that came up with a frame. It belongs to the frame's trace only if that frame is its
   * evidence: that a camera fell silent is no matter of the frame that ended the silence.
   */
  static TracedEvent of(VideoEvent event, FrameDetections frame) {
    boolean shown = event.evidenceFrameId().equals(frame.frameId());
    return new TracedEvent(event, shown ? frame.traceparent() : null);
  }
}
