package io.manako.dashboard.state;

import java.util.List;
import java.util.Locale;

/**
 * Frame of a camera in the form that the page receives.
 *
 * @param id id of the frame, with which its picture is requested
 * @param capturedMillis event time in milliseconds since 1970
 * @param width width in pixels
 * @param height height in pixels
 * @param picture whether the frame has a picture
 * @param objects objects with boxes in fractions of the frame
 * @param masks masks of the classes in the frame
 * @param classes classes of the whole frame, in words
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
