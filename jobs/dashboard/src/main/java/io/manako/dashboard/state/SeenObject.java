package io.manako.dashboard.state;

import io.manako.wire.ResultRecord.DetectedObject;
import io.manako.wire.ResultRecord.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object as the page draws it.
 *
 * @param label class name
 * @param score 0 … 1
 * @param track its track, or null
 * @param box [x, y, width, height] as fractions of the frame, origin top left
 */
public record SeenObject(String label, float score, @Nullable Long track, List<Double> box) {
  private static final double DIGITS = 1e5;

  static SeenObject of(DetectedObject object, Size frame) {
    List<Float> pixels = object.bbox();
    List<Double> box =
        List.of(
            fraction(pixels.get(0), frame.width()),
            fraction(pixels.get(1), frame.height()),
            fraction(pixels.get(2), frame.width()),
            fraction(pixels.get(3), frame.height()));
    return new SeenObject(object.label(), object.score(), object.trackId(), box);
  }

  private static double fraction(float pixels, int whole) {
    return Math.round(pixels / whole * DIGITS) / DIGITS;
  }
}
