package io.manako.operator.models;

import io.manako.detect.Detection;
import io.manako.operator.FrameResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Counts how far the objects of a shadow agree with those of the primary model: {@code
 * shadow_objects_total} by outcome. {@code matched} are objects of the primary model that the
 * shadow has too, with the same label and an intersection over union of at least {@value #MIN_IOU};
 * {@code missed} are those that it does not have; {@code extra} are the shadow's other objects. The
 * rate of agreement is matched / (matched + missed).
 */
public final class Agreement {
  static final double MIN_IOU = 0.5;

  private final Counter matched;
  private final Counter missed;
  private final Counter extra;

  public Agreement(MetricGroup group) {
    matched = counter(group, "matched");
    missed = counter(group, "missed");
    extra = counter(group, "extra");
  }

  private static Counter counter(MetricGroup group, String outcome) {
    return group.addGroup("outcome", outcome).counter("shadow_objects_total");
  }

  /** Compares the objects of one frame; a frame that failed for either model is not counted. */
  void compare(FrameResult primary, FrameResult shadow) {
    if (primary.failure() != null || shadow.failure() != null) {
      return;
    }
    List<Detection> left = new ArrayList<>(shadow.detections());
    for (Detection object : primary.detections()) {
      Detection best = best(object, left);
      if (best == null) {
        missed.inc();
      } else {
        matched.inc();
        left.remove(best);
      }
    }
    extra.inc(left.size());
  }

  private static @Nullable Detection best(Detection object, List<Detection> candidates) {
    Detection best = null;
    float bestIou = (float) MIN_IOU;
    for (Detection candidate : candidates) {
      float iou = object.box().iou(candidate.box());
      if (object.label().equals(candidate.label()) && iou >= bestIou) {
        best = best == null || iou > bestIou ? candidate : best;
        bestIou = iou;
      }
    }
    return best;
  }
}
