package io.manako.dashboard.state;

import java.util.List;
import java.util.Locale;

/**
 * The frame of a camera, as the page gets it.
 *
 * @param id of the frame, by which its picture is asked for
 * @param capturedMillis its event time
 * @param width in pixels
 * @param height in pixels
 * @param picture whether there is one
 * @param objects with boxes in fractions of the frame
 * @param masks of the classes in it
 * @param classes of the whole frame, in words
 */
public record FrameView(
    String id,
    long capturedMillis,
    int width,
    int height,
    boolean picture,
    List<SeenObject> objects,
    List<SeenMask> masks,
    List<String> classes) {

  static FrameView of(Shown shown) {
    SeenFrame frame = shown.frame();
    return new FrameView(
        frame.id(),
        frame.eventMillis(),
        frame.width(),
        frame.height(),
        shown.picture() != null,
        frame.objects(),
        frame.masks(),
        frame.classes().stream()
            .map(c -> String.format(Locale.ROOT, "%s %.0f %%", c.label(), 100 * c.score()))
            .toList());
  }
}
