package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.detect.Box;
import io.manako.detect.Classification;
import io.manako.detect.Detection;
import io.manako.detect.Keypoint;
import io.manako.detect.Segment;
import io.manako.focus.Sighting;
import io.manako.operator.Answered;
import io.manako.operator.Carried;
import io.manako.operator.Failed;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import java.time.Instant;
import java.util.List;

/** Records and results to write and read. */
final class Samples {
  static final ModelInfo MODEL =
      new ModelInfo("ssdlite", "1", "ab12", "onnxruntime", 0.5f, 0.45f, "coco-90");

  static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Instant TIME = Instant.parse("2026-01-05T10:00:04.200Z");
  private static final FrameRecord FRAME =
      FrameRecord.builder(
              "cam-1",
              "cam-1/0/000042",
              new FrameRecord.Source("video.frames", 3, 42),
              "pixels".getBytes(UTF_8))
          .eventTime(TIME)
          .ptsNanos(4_200_000_000L)
          .traceparent(TRACEPARENT)
          .contentType("image/jpeg")
          .original(
              new FrameRecord.Original(
                  "cam-1".getBytes(UTF_8),
                  List.of(new FrameRecord.Header("x-mine", "1".getBytes(UTF_8)))))
          .build();

  private static final Models MODELS = new Models(MODEL, MODEL, MODEL);

  private Samples() {}

  static FrameResult withObjects(List<Classified> classifications) {
    List<Detection> objects =
        List.of(
            new Detection(1, "person", 0.91f, new Box(402.1f, 148f, 31.5f, 80.204f)),
            new Detection(3, "car \"x\"", 0.5000004f, new Box(0, 0, 1e-9f, 767.996f)));
    return answered(new Answered(objects, List.of(), classifications, List.of()));
  }

  /** A frame with a carried object behind one that was seen. */
  static FrameResult withCarried() {
    Detection seen = new Detection(1, "person", 0.91f, new Box(402.1f, 148f, 31.5f, 80.204f));
    Detection carried = new Detection(3, "car", 0.8f, new Box(10, 20, 30, 40));
    Sighting sighting = new Sighting(carried, "cam-1/0/000040", 0, true, true);
    return answered(Carried.into(Answered.of(List.of(seen)), List.of(sighting)));
  }

  /** A frame with a face and its eyes, and a carried object behind it, which has no key points. */
  static FrameResult withKeypoints() {
    Detection face = new Detection(1, "face", 0.91f, new Box(402.1f, 148f, 31.5f, 80.204f));
    List<Keypoint> eyes =
        List.of(new Keypoint(410.126f, 160, 0.7f), new Keypoint(-1.5f, 161, 0.25f));
    Sighting sighting = new Sighting(face, "cam-1/0/000040", 0, true, true);
    Answered answer = Answered.of(List.of(face)).withKeypoints(List.of(eyes));
    return answered(Carried.into(answer, List.of(sighting)));
  }

  static FrameResult empty() {
    return answered(Answered.EMPTY);
  }

  static FrameResult withSegments(List<Segment> segments) {
    return answered(new Answered(List.of(), List.of(), List.of(), segments));
  }

  /** A failed frame of another time, such as a camera with a wrong clock sends. */
  static FrameResult failedAt(Instant eventTime) {
    return failed(eventTime, FrameStatus.INFERENCE_ERROR, "inference");
  }

  static FrameResult failed(FrameStatus status, String stage) {
    return failed(TIME, status, stage);
  }

  private static FrameResult failed(Instant eventTime, FrameStatus status, String stage) {
    Failure failure = new Failure(stage, "io.manako.X", "The frame is 3 bytes of nothing.");
    FramePosition position = new FramePosition(0, eventTime, null, Picture.NONE);
    return new FrameResult(
        FRAME, position, new Failed(status, failure), MODELS, FrameResult.Timing.NONE);
  }

  static Classified classified(int detection) {
    return new Classified(
        detection,
        List.of(
            new Classification(281, "tabby", 0.75f), new Classification(3, "shark", 0.0000012f)));
  }

  private static FrameResult answered(Answered outcome) {
    FramePosition position = FramePosition.of(FRAME, new Picture(768, 576, 77));
    return new FrameResult(FRAME, position, outcome, MODELS, FrameResult.Timing.NONE);
  }
}
