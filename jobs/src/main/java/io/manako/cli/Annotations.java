package io.manako.cli;

import io.manako.cli.media.Pictures;
import io.manako.detect.Box;
import io.manako.image.Annotator;
import io.manako.image.Image;
import io.manako.image.Mark;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws objects and a caption into a picture. Not thread-safe. */
public final class Annotations {
  private final Image image;
  private final List<Mark> marks = new ArrayList<>();

  /** Nothing drawn yet. */
  public Annotations(Image image) {
    this.image = image;
  }

  /** Adds a box with the class and its score; a class has the same colour everywhere. */
  public void object(Box box, int classId, String text) {
    marks.add(new Mark.LabelledBox(box.x(), box.y(), box.width(), box.height(), text, classId));
  }

  /** Adds a line of text at the bottom. */
  public void caption(String text) {
    marks.add(new Mark.Caption(text));
  }

  /** The annotated picture. */
  public BufferedImage draw() {
    return Annotator.draw(image, marks);
  }

  /** The annotated picture's pixels. */
  public Image drawImage() {
    return Pictures.of(draw());
  }

  /** A class and its score. */
  public static String scored(String label, float score) {
    return String.format(Locale.ROOT, "%s %.2f", label, score);
  }
}
