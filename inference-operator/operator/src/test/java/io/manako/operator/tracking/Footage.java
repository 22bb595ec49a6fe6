package io.manako.operator.tracking;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.Carried;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.operator.Stage;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of cameras that watch two people pass each other, 25 a second. */
final class Footage {
  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  static final Duration INTERVAL = Duration.ofMillis(40);

  /** The right half as a zone, and its edge as a line. */
  static final Scene SCENE =
      new Scene(
          List.of(
              new Zone(
                  "right",
                  List.of(new Point(0.5, 0), new Point(1, 0), new Point(1, 1), new Point(0.5, 1)))),
          List.of(new Line("middle", new Point(0.5, 0), new Point(0.5, 1))));

  private static final ModelInfo MODEL =
      new ModelInfo("ssdlite", "1", "ab12", "onnxruntime", 0.5f, 0.45f, "coco-90");

  private Footage() {}

  static FrameDetections frame(String camera, int sequence) {
    return frame(camera, "0", sequence, START.plus(INTERVAL.multipliedBy(sequence)));
  }

  static FrameDetections frame(String camera, String epoch, int sequence, Instant time) {
    List<Detection> people =
        List.of(person(100 + 4 * sequence, 200), person(500 - 4 * sequence, 210));
    return frame(camera, epoch, sequence, time, FrameStatus.OK, people);
  }

  /** The same frame without anybody in it. */
  static FrameDetections deserted(String camera, int sequence) {
    return of(camera, sequence, List.of());
  }

  /** A frame of other people. */
  static FrameDetections of(String camera, int sequence, List<Detection> people) {
    Instant time = START.plus(INTERVAL.multipliedBy(sequence));
    return frame(camera, "0", sequence, time, FrameStatus.OK, people);
  }

  /** The same frame with another picture. */
  static FrameDetections showing(FrameDetections f, long pictureHash) {
    return copy(f, pictureHash, f.traceparent(), Carried.NONE);
  }

  /** The same frame as another detector sees it. */
  static FrameDetections seenBy(FrameDetections f, String detector, float score) {
    List<Detection> seen =
        f.detections().stream()
            .map(d -> new Detection(d.classId(), d.label(), score, d.box()))
            .toList();
    ModelInfo model = new ModelInfo(detector, "1", "cd34", "java", 0.5f, 0.45f, "coco-90");
    return new FrameDetections(
        f.cameraId(),
        f.recordId(),
        f.frameId(),
        f.streamEpoch(),
        f.sequence(),
        f.numbered(),
        f.index(),
        f.eventTime(),
        f.ptsNanos(),
        f.source(),
        f.width(),
        f.height(),
        f.pictureHash(),
        f.status(),
        f.failure(),
        seen,
        model,
        f.traceparent(),
        Carried.NONE);
  }

  /** The same frame in a trace. */
  static FrameDetections traced(FrameDetections f, String traceparent) {
    return copy(f, f.pictureHash(), traceparent, Carried.NONE);
  }

  /** The same frame with its second object carried from another one. */
  static FrameDetections carried(FrameDetections f, String seenIn) {
    return copy(f, f.pictureHash(), f.traceparent(), new Carried(1, List.of(seenIn)));
  }

  private static FrameDetections copy(
      FrameDetections f, long pictureHash, @Nullable String traceparent, Carried carried) {
    return new FrameDetections(
        f.cameraId(),
        f.recordId(),
        f.frameId(),
        f.streamEpoch(),
        f.sequence(),
        f.numbered(),
        f.index(),
        f.eventTime(),
        f.ptsNanos(),
        f.source(),
        f.width(),
        f.height(),
        pictureHash,
        f.status(),
        f.failure(),
        f.detections(),
        f.model(),
        traceparent,
        carried);
  }

  /** A frame that makes whoever follows its objects throw. */
  static FrameDetections faulty(String camera, int sequence) {
    List<Detection> none = Collections.singletonList(null);
    Instant time = START.plus(INTERVAL.multipliedBy(sequence));
    return frame(camera, "0", sequence, time, FrameStatus.OK, none);
  }

  /** A frame of a producer that does not count. */
  static FrameDetections uncounted(String camera, int offset) {
    FrameDetections f = frame(camera, offset);
    return new FrameDetections(
        f.cameraId(),
        f.recordId(),
        f.frameId(),
        f.streamEpoch(),
        f.sequence(),
        false,
        f.index(),
        f.eventTime(),
        f.ptsNanos(),
        f.source(),
        f.width(),
        f.height(),
        f.pictureHash(),
        f.status(),
        f.failure(),
        f.detections(),
        f.model(),
        f.traceparent(),
        Carried.NONE);
  }

  /** A frame of a GOP: its record's number is that of the GOP's first frame. */
  static FrameDetections ofGop(String camera, int first, int index) {
    FrameDetections f = frame(camera, first + index);
    return new FrameDetections(
        f.cameraId(),
        f.recordId(),
        f.frameId(),
        f.streamEpoch(),
        first,
        true,
        index,
        f.eventTime(),
        f.ptsNanos(),
        f.source(),
        f.width(),
        f.height(),
        f.pictureHash(),
        f.status(),
        f.failure(),
        f.detections(),
        f.model(),
        f.traceparent(),
        Carried.NONE);
  }

  /** A frame that nobody could look at. */
  static FrameDetections broken(String camera, int sequence) {
    Instant time = START.plus(INTERVAL.multipliedBy(sequence));
    return frame(camera, "0", sequence, time, FrameStatus.DECODE_ERROR, List.of());
  }

  private static FrameDetections frame(
      String camera,
      String epoch,
      int sequence,
      Instant time,
      FrameStatus status,
      List<Detection> people) {
    String id = camera + "/" + epoch + "/" + sequence;
    boolean broken = status == FrameStatus.DECODE_ERROR;
    return new FrameDetections(
        camera,
        id,
        id,
        epoch,
        sequence,
        true,
        0,
        time,
        null,
        new FrameRecord.Source("video.frames", 0, sequence),
        broken ? 0 : 640,
        broken ? 0 : 480,
        broken ? 0 : 1 + sequence,
        status,
        broken ? new Failure(Stage.DECODE, "X", "The frame is broken.") : null,
        people,
        MODEL,
        null,
        Carried.NONE);
  }

  static Detection person(int x, int y) {
    return new Detection(1, "person", 0.9f, new Box(x, y, 30, 80));
  }
}
