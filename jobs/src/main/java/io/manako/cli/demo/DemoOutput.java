package io.manako.cli.demo;

import io.manako.cli.Annotations;
import io.manako.cli.media.Pictures;
import io.manako.cli.media.TimedImage;
import io.manako.cli.media.VideoReader;
import io.manako.cli.media.VideoWriter;
import io.manako.cli.terminal.Screen;
import io.manako.image.ContactSheet;
import io.manako.image.Image;
import io.manako.wire.ResultRecord.DetectedObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what the job saw into the first camera's frames: a video and a contact sheet. */
final class DemoOutput {
  private static final int SHEET_PICTURES = 12;
  private static final int SHEET_COLUMNS = 3;
  private static final int SHEET_CELL_WIDTH = 512;

  private final DemoOptions options;
  private final Screen screen;

  DemoOutput(DemoOptions options, Screen screen) {
    this.options = options;
    this.screen = screen;
  }

  void write(DemoFootage footage, DemoResult result) throws IOException {
    int frames = Math.max(result.seen().size(), 1);
    List<BufferedImage> sheet = new ArrayList<>();
    Path video = options.output().resolve("annotated.mp4");
    try (VideoReader reader = VideoReader.open(footage.address());
        VideoWriter writer = new VideoWriter(video, footage.framesPerSecond())) {
      TimedImage next = reader.next();
      for (long i = 0; i < frames && next != null; i++) {
        screen.live("Drawing frame %d of %d".formatted(i + 1, frames));
        BufferedImage drawn =
            annotate(next.image(), result.seen().getOrDefault(i, List.of()), caption(next, i));
        writer.write(Pictures.of(drawn));
        if (sheet.size() < SHEET_PICTURES && i * SHEET_PICTURES / frames == sheet.size()) {
          sheet.add(drawn);
        }
        next = reader.next();
      }
    }
    Pictures.writePng(
        ContactSheet.of(sheet, SHEET_COLUMNS, SHEET_CELL_WIDTH),
        options.output().resolve("contact-sheet.png"));
    screen.done("Annotated video and contact sheet are written");
  }

  private static BufferedImage annotate(Image image, List<DetectedObject> objects, String caption) {
    Annotations annotations = new Annotations(image);
    for (DetectedObject object : objects) {
      annotations.object(
          object.box(), object.classId(), Annotations.scored(object.label(), object.score()));
    }
    annotations.caption(caption);
    return annotations.draw();
  }

  private static String caption(TimedImage picture, long frame) {
    return String.format(Locale.ROOT, "cam-1  frame %d  %.1f s", frame, picture.ptsNanos() / 1e9);
  }
}
