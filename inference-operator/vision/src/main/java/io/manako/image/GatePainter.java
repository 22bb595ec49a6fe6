package io.manako.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/** Draws counting lines, bright on a dark edge so that they show on any ground. */
final class GatePainter {
  private static final Color LINE = new Color(255, 214, 10);
  private static final Color EDGE = new Color(0, 0, 0, 170);

  private final Graphics2D graphics;
  private final Labels labels;
  private final float line;

  /**
   * Creates a painter.
   *
   * @param graphics the canvas
   * @param labels the texts of the picture, which the counts join
   * @param line width of a line in pixels
   */
  GatePainter(Graphics2D graphics, Labels labels, float line) {
    this.graphics = graphics;
    this.labels = labels;
    this.line = line;
  }

  void drawShape(Mark.Gate gate) {
    Shape bar = new Line2D.Float(gate.from().x(), gate.from().y(), gate.to().x(), gate.to().y());
    draw(bar, 1.5f);
    draw(arrow(gate, 1), 1);
    draw(arrow(gate, -1), 1);
  }

  /** Writes each count just beyond the head of its arrow. */
  void drawText(Mark.Gate gate) {
    float beyond = reach() + labels.height();
    labels.centred(Long.toString(gate.toRight()), at(gate, beyond, 0), LINE);
    labels.centred(Long.toString(gate.toLeft()), at(gate, -beyond, 0), LINE);
    labels.above(gate.text(), gate.from(), LINE);
  }

  private void draw(Shape shape, float times) {
    graphics.setStroke(stroke(line * (times + 1)));
    graphics.setColor(EDGE);
    graphics.draw(shape);
    graphics.setStroke(stroke(line * times));
    graphics.setColor(LINE);
    graphics.draw(shape);
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /**
   * Returns an arrow from the middle of the line to one side.
   *
   * @param side 1 for the right, −1 for the left
   */
  private Shape arrow(Mark.Gate gate, int side) {
    float tip = side * reach();
    float barb = side * reach() * 0.6f;
    float half = reach() * 0.4f;
    Path2D path = new Path2D.Float();
    move(path, at(gate, 0, 0));
    lineTo(path, at(gate, tip, 0));
    move(path, at(gate, barb, -half));
    lineTo(path, at(gate, tip, 0));
    lineTo(path, at(gate, barb, half));
    return path;
  }

  private static void move(Path2D path, Mark.Point p) {
    path.moveTo(p.x(), p.y());
  }

  private static void lineTo(Path2D path, Mark.Point p) {
    path.lineTo(p.x(), p.y());
  }

  private float reach() {
    return labels.height();
  }

  /**
   * Returns a point by its distances in pixels from the middle, to the right and along the line.
   */
  private static Mark.Point at(Mark.Gate gate, float right, float along) {
    float dx = gate.to().x() - gate.from().x();
    float dy = gate.to().y() - gate.from().y();
    float length = Math.max((float) Math.hypot(dx, dy), 1);
    float x = (gate.from().x() + gate.to().x()) / 2 + (dx * along - dy * right) / length;
    float y = (gate.from().y() + gate.to().y()) / 2 + (dy * along + dx * right) / length;
    return new Mark.Point(x, y);
  }
}
