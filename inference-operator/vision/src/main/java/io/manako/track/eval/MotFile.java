package io.manako.track.eval;

import io.manako.detect.Box;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Text format of MOTChallenge (Leal-Taixé et al., arXiv:1504.01942, section 4): a line for each
 * box, {@code frame,id,left,top,width,height,score,x,y,z}. Fields behind the score are ignored, and
 * a missing score is 1.
 */
public final class MotFile {
  private static final int LEAST_FIELDS = 6;

  private MotFile() {}

  /**
   * Reads a sequence.
   *
   * @throws IllegalArgumentException with the line's number, if a line has another format or a
   *     track has two boxes in a frame
   */
  public static MotSequence read(Reader reader) {
    List<MotEntry> entries = new ArrayList<>();
    Set<List<Long>> seen = new HashSet<>();
    int number = 0;
    try (BufferedReader lines = new BufferedReader(reader)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          MotEntry entry = parse(line, number);
          requireOnce(entry, seen, number);
          entries.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MotSequence.of(entries);
  }

  /** Writes a sequence by frame and id, with two decimals. */
  public static void write(MotSequence sequence, Writer writer) throws IOException {
    for (MotEntry e : sequence.entries()) {
      Box b = e.box();
      writer.write(
          String.format(
              Locale.ROOT,
              "%d,%d,%.2f,%.2f,%.2f,%.2f,%.4f,-1,-1,-1%n",
              e.frame(),
              e.id(),
              b.x(),
              b.y(),
              b.width(),
              b.height(),
              e.score()));
    }
  }

  private static MotEntry parse(String line, int number) {
    String[] fields = line.strip().split("[,\\s]+", -1);
    if (fields.length < LEAST_FIELDS) {
      throw broken(number, line, "has " + fields.length + " fields, not at least 6");
    }
    try {
      Box box =
          new Box(
              Float.parseFloat(fields[2]),
              Float.parseFloat(fields[3]),
              Float.parseFloat(fields[4]),
              Float.parseFloat(fields[5]));
      if (!(box.width() >= 0 && box.height() >= 0)) {
        throw broken(number, line, "has a negative width or height");
      }
      float score = fields.length > LEAST_FIELDS ? Float.parseFloat(fields[6]) : 1;
      int frame = (int) Double.parseDouble(fields[0]);
      return new MotEntry(frame, (long) Double.parseDouble(fields[1]), box, score);
    } catch (NumberFormatException e) {
      throw broken(number, line, "has a field that is no number");
    }
  }

  private static void requireOnce(MotEntry entry, Set<List<Long>> seen, int number) {
    if (entry.id() >= 0 && !seen.add(List.of((long) entry.frame(), entry.id()))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "line %d: track %d is in frame %d twice; a track has one box in a frame",
              number,
              entry.id(),
              entry.frame()));
    }
  }

  private static IllegalArgumentException broken(int number, String line, String what) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "line %d %s: \"%s\"; a line is frame,id,left,top,width,height,score",
            number,
            what,
            line.length() > 80 ? line.substring(0, 80) + "…" : line));
  }
}
