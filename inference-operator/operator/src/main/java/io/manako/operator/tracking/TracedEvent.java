package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * An event and the trace that it belongs to.
 *
 * @param event the event
 * @param traceparent W3C trace context of the frame that showed it, or null
 */
public record TracedEvent(
    @TypeInfo(VideoEventType.Factory.class) VideoEvent event, @Nullable String traceparent) {

  /**
   * Adds the trace of the frame with which an event was emitted, if that frame is the event's
   * evidence. The frame that ends a silence does not show that the camera fell silent.
   */
  static TracedEvent of(VideoEvent event, FrameDetections frame) {
    boolean shown = event.evidenceFrameId().equals(frame.frameId());
    return new TracedEvent(event, shown ? frame.traceparent() : null);
  }
}
