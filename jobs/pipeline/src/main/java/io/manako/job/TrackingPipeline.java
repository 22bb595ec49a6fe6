package io.manako.job;

import io.manako.operator.FrameResult;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.FrameTracks;
import io.manako.operator.tracking.SceneBook;
import io.manako.operator.tracking.TracedEvent;
import io.manako.operator.tracking.TrackingFunction;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.ZoneCount;
import io.manako.wire.ControlRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Pipeline from detections to tracks, events and counts. Only boxes are sent to the task that keeps
 * a camera's state; pixels stay where they are. Frames without a camera have no tracks.
 *
 * @param options options of tracking
 * @param scenes zones and lines that are known when the job starts
 * @param sinks sinks for the results
 */
public record TrackingPipeline(TrackingOptions options, SceneBook scenes, Sinks sinks) {

  /**
   * Sinks of tracking.
   *
   * @param tracks one record per frame
   * @param events events of zones, lines and cameras
   * @param counts counts of zones in windows
   * @param refused control records that break their contract
   */
  public record Sinks(
      Sink<FrameTracks> tracks,
      Sink<TracedEvent> events,
      Sink<ZoneCount> counts,
      Sink<ControlRecord> refused) {}

  /**
   * Adds the pipeline behind the results of a job with a detector.
   *
   * @param control records of the control topic, as {@link ControlStream} makes them
   */
  public void addTo(DataStream<FrameResult> results, DataStream<ControlRecord> control) {
    SingleOutputStreamOperator<FrameTracks> tracked =
        boxes(results)
            .connect(changes(control))
            .process(new TrackingFunction(options, scenes))
            .returns(FrameTracks.class)
            .name("tracking")
            .uid("tracking");
    tracked.sinkTo(sinks.tracks()).name("tracks").uid("tracks");
    tracked
        .getSideOutput(TrackingFunction.EVENTS)
        .sinkTo(sinks.events())
        .name("events")
        .uid("events");
    tracked
        .getSideOutput(TrackingFunction.COUNTS)
        .sinkTo(sinks.counts())
        .name("counts")
        .uid("counts");
  }

  private static KeyedStream<FrameDetections, String> boxes(DataStream<FrameResult> results) {
    return results
        .filter(result -> !result.frame().cameraId().isEmpty())
        .name("frames of cameras")
        .uid("frames-of-cameras")
        .map(FrameDetections::of)
        .returns(FrameDetections.class)
        .name("boxes without pixels")
        .uid("frame-detections")
        .keyBy(FrameDetections::cameraId);
  }

  private BroadcastStream<SceneChange> changes(DataStream<ControlRecord> records) {
    DataStream<ControlRecord> control =
        records
            .process(new SceneAdmission(options.cameras().most()))
            .returns(ControlRecord.class)
            .setParallelism(1)
            .name("scene admission")
            .uid("scene-admission");
    ControlStream.deliverRefused(control, sinks.refused());
    return control
        .filter(record -> record.change() != null)
        .setParallelism(control.getParallelism())
        .name("accepted control records")
        .uid("accepted-control")
        .map(ControlRecord::change)
        .returns(SceneChange.class)
        .setParallelism(control.getParallelism())
        .name("scene changes")
        .uid("scene-changes")
        .broadcast(TrackingFunction.LIVE_SCENES);
  }
}
