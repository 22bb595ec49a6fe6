package io.manako.cli.demo;

import io.manako.cli.drawing.SeenObject;
import io.manako.cli.drawing.TrackDrawing;
import io.manako.image.Annotator;
import io.manako.image.ContactSheet;
import io.manako.image.Image;
import io.manako.image.Mark;
import io.manako.local.terminal.Screen;
import io.manako.media.Pictures;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import io.manako.media.VideoWriter;
import io.manako.track.scene.VideoEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;

/**
 * Draws the job's results into the first camera's frames.
 *
 * @param folder folder for the files
 * @param footage video of the camera
 * @param scenes zones and lines of the camera
 * @param result result with at least one frame
 */
record DemoOutput(Path folder, DemoFootage footage, DemoScenes scenes, DemoResult result) {
  static final String VIDEO = "annotated.mp4";
  static final String SHEET = "contact-sheet.png";

  private static final int SHEET_PICTURES = 12;
  private static final int SHEET_COLUMNS = 3;
  private static final int SHEET_CELL_WIDTH = 512;

  /** Receives the drawn frames in order. */
  private interface Sink {
    void take(long frame, BufferedImage drawn) throws IOException;
  }

  /** Writes a video of every frame, and the contact sheet. */
  void writeAll(Screen screen) throws IOException {
    List<BufferedImage> sheet = new ArrayList<>();
    try (VideoWriter writer = new VideoWriter(folder.resolve(VIDEO), footage.framesPerSecond())) {
      draw(
          frame -> true,
          (frame, drawn) -> {
            screen.live(String.format(Locale.ROOT, "Drawing frame %d of %d", frame + 1, frames()));
            writer.write(Pictures.of(drawn));
            if (isOnSheet(frame)) {
              sheet.add(drawn);
            }
          });
    }
    write(sheet);
  }

  /** Writes the contact sheet alone, which takes a second where the video takes many. */
  void writeSheet() throws IOException {
    List<BufferedImage> sheet = new ArrayList<>();
    draw(this::isOnSheet, (frame, drawn) -> sheet.add(drawn));
    write(sheet);
  }

  private void write(List<BufferedImage> sheet) throws IOException {
    Pictures.writePng(
        ContactSheet.of(sheet, SHEET_COLUMNS, SHEET_CELL_WIDTH), folder.resolve(SHEET));
  }

  private int frames() {
    return result.seen().size();
  }

  /** Returns whether a frame is the first of its twelfth. */
  private boolean isOnSheet(long frame) {
    return frame == 0
        || frame * SHEET_PICTURES / frames() > (frame - 1) * SHEET_PICTURES / frames();
  }

  /**
   * Draws the wanted frames. Marks are computed for all frames, because trails and counts grow with
   * each.
   */
  private void draw(LongPredicate wanted, Sink sink) throws IOException {
    TrackDrawing drawing =
        new TrackDrawing(scenes.of(DemoResult.DRAWN_CAMERA), footage.framesPerSecond());
    try (VideoReader reader = VideoReader.open(footage.address())) {
      TimedImage next = reader.next();
      for (long frame = 0; frame < frames() && next != null; frame++) {
        List<Mark> marks = marks(drawing, next.image(), frame);
        if (wanted.test(frame)) {
          marks.add(new Mark.Caption(caption(next, frame)));
          sink.take(frame, Annotator.draw(next.image(), marks));
        }
        next = reader.next();
      }
    }
  }

  private List<Mark> marks(TrackDrawing drawing, Image image, long frame) {
    SeenFrame seen = result.seen().get(frame);
    if (seen == null) {
      return drawing.marks(image, List.of());
    }
    drawing.happened(events(seen.frameId()));
    return drawing.marks(image, seen.objects().stream().map(SeenObject::of).toList());
  }

  private List<VideoEvent> events(String frameId) {
    CameraLog log = result.tracks().cameras().get(DemoResult.DRAWN_CAMERA);
    return log == null ? List.of() : log.shownBy(frameId);
  }

  private static String caption(TimedImage picture, long frame) {
    return String.format(
        Locale.ROOT,
        "%s  frame %d  %.1f s",
        DemoResult.DRAWN_CAMERA,
        frame,
        picture.ptsNanos() / 1e9);
  }
}
