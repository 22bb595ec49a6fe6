package io.manako.cli.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.Answered;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.FrameTracks;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenObjectTest {

  @Test
  void onlyWhatTheRecordHasIsDrawn() {
    FrameDetections frame =
        frame(List.of(object("sure", 0.9f)), List.of(object("faint", 0.4f), object("noise", 0.3f)));

    assertThat(SeenObject.of(new FrameTracks(frame, List.of(0L, 7L, 0L), null)))
        .extracting(SeenObject::label)
        .containsExactly("sure", "faint");
  }

  /** A frame whose detector reports objects from 0.5 on. */
  private static FrameDetections frame(List<Detection> reported, List<Detection> faint) {
    FrameRecord record =
        FrameRecord.builder("cam", "cam/0/0", new FrameRecord.Source("f", 0, 0), new byte[0])
            .build();
    ModelInfo detector = new ModelInfo("mine", "1", "00", "java", 0.5f, 0.5f, "words");
    return FrameDetections.of(
        new FrameResult(
            record,
            FramePosition.of(record, new Picture(64, 48, 1)),
            new Answered(reported, faint, List.of(), List.of()),
            new Models(detector, null, null),
            FrameResult.Timing.NONE));
  }

  private static Detection object(String label, float score) {
    return new Detection(1, label, score, new Box(1, 2, 10, 20));
  }
}
