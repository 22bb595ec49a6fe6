package io.manako.dashboard.state;

import io.manako.wire.ResultRecord.DetectedObject;
import io.manako.wire.ResultRecord.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Object in the form that the page draws.
 *
 * @param label name of the class
 * @param score score, 0 … 1
 * @param track id of the track, or null
 * @param box [x, y, width, height] as fractions of the frame, origin at the top left
 * @param carried whether it was seen in an earlier frame only
 */
public record SeenObject(
    String label, float score, @Nullable Long track, List<Double> box, boolean carried) {
  private static final double DIGITS = 1e5;

  static SeenObject of(DetectedObject object, Size frame) {
    List<Float> pixels = object.bbox();
    List<Double> box =
        List.of(
            fraction(pixels.get(0), frame.width()),
            fraction(pixels.get(1), frame.height()),
            fraction(pixels.get(2), frame.width()),
            fraction(pixels.get(3), frame.height()));
    return new SeenObject(object.label(), object.score(), object.trackId(), box, object.carried());
  }

  private static double fraction(float pixels, int whole) {
    return Math.round(pixels / whole * DIGITS) / DIGITS;
  }
}
