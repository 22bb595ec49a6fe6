package io.manako.dashboard.state;

import io.manako.detect.Classification;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import io.manako.wire.ResultRecord.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frame with the results for it.
 *
 * @param id id of the frame
 * @param eventMillis time of the capture in milliseconds since 1970
 * @param address place of its picture in Kafka
 * @param width width in pixels
 * @param height height in pixels
 * @param tracked whether the objects come from the tracks topic
 * @param objects objects, at most {@value #MOST_OBJECTS}
 * @param masks masks of the classes in the frame; empty if it was not segmented
 * @param classes classes of the whole frame, best first; empty if it was not classified
 */
public record SeenFrame(
    String id,
    long eventMillis,
    FrameAddress address,
    int width,
    int height,
    boolean tracked,
    List<SeenObject> objects,
    List<SeenMask> masks,
    List<Classification> classes) {
  private static final int MOST_OBJECTS = 100;
  private static final int MOST_CLASSES = 3;

  /** Returns the frame of a result, or null if the result has none that can be shown. */
  static @Nullable SeenFrame of(ResultRecord result, RecordKind kind) {
    Size size = result.image();
    boolean shown = result.status().equals("ok") || result.status().equals("empty");
    if (!shown || size == null || size.width() < 1 || size.height() < 1) {
      return null;
    }
    return new SeenFrame(
        result.frameId(),
        result.eventTime().toEpochMilli(),
        new FrameAddress(
            result.source().topic(),
            result.source().partition(),
            result.source().offset(),
            result.source().index()),
        size.width(),
        size.height(),
        kind == RecordKind.TRACKS,
        result.objects().stream()
            .filter(SeenFrame::hasBox)
            .limit(MOST_OBJECTS)
            .map(object -> SeenObject.of(object, size))
            .toList(),
        SeenMask.of(result.segments()),
        result.crop() == null ? result.topK().stream().limit(MOST_CLASSES).toList() : List.of());
  }

  private static boolean hasBox(DetectedObject object) {
    return object.label() != null && object.bbox() != null && object.bbox().size() == 4;
  }

  /**
   * Returns the union of both records of one frame; a tracks record wins over a detections record.
   */
  SeenFrame with(SeenFrame other) {
    SeenFrame base = other.tracked || other.objects.size() > objects.size() ? other : this;
    if (tracked) {
      base = this;
    }
    List<Classification> named = classes.isEmpty() ? other.classes : classes;
    List<SeenMask> areas = masks.isEmpty() ? other.masks : masks;
    return new SeenFrame(
        id, eventMillis, address, width, height, base.tracked, base.objects, areas, named);
  }
}
