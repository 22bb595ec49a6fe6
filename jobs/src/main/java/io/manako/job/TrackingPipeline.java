package io.manako.job;

import io.manako.operator.FrameResult;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.FrameTracks;
import io.manako.operator.tracking.TrackingFunction;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.track.scene.Scene;
import io.manako.track.scene.VideoEvent;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Detections in, tracks and events out. Only boxes are sent to the task that keeps a camera's
 * state; pixels stay where they are. Frames without a camera have no tracks.
 *
 * @param options how cameras are followed
 * @param scenes zones and lines by camera id
 * @param tracks one record per frame
 * @param events of zones, lines and cameras
 */
public record TrackingPipeline(
    TrackingOptions options,
    Map<String, Scene> scenes,
    Sink<FrameTracks> tracks,
    Sink<VideoEvent> events) {

  /** Adds the pipeline behind the results of a job with a detector. */
  public void addTo(DataStream<FrameResult> results) {
    SingleOutputStreamOperator<FrameTracks> tracked =
        results
            .filter(result -> !result.frame().cameraId().isEmpty())
            .name("frames of cameras")
            .uid("frames-of-cameras")
            .map(FrameDetections::of)
            .returns(FrameDetections.class)
            .name("boxes without pixels")
            .uid("frame-detections")
            .keyBy(FrameDetections::cameraId)
            .process(new TrackingFunction(options, scenes))
            .returns(FrameTracks.class)
            .name("tracking")
            .uid("tracking");
    tracked.sinkTo(tracks).name("tracks").uid("tracks");
    tracked.getSideOutput(TrackingFunction.EVENTS).sinkTo(events).name("events").uid("events");
  }
}
