package io.manako.local.terminal;

import io.manako.model.VisibleText;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Calm output for people: a title, steps with check marks, one line that is rewritten in place.
 * Without a terminal there is neither colour nor rewriting, and the live line appears once every
 * ten seconds. Control characters in texts are shown and never obeyed. Instances are thread-safe.
 */
public final class Screen {
  private static final long PLAIN_LIVE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long LIVE_NANOS = Duration.ofMillis(200).toNanos();

  private final PrintStream out;
  private final boolean terminal;
  private final int columns;
  private boolean liveShown;
  private long nextLive;

  /**
   * Prints to any stream.
   *
   * @param out stream to print to
   * @param terminal true if the stream can rewrite lines and show colours
   * @param columns number of characters after which a live line is cut
   */
  public Screen(PrintStream out, boolean terminal, int columns) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
    this.nextLive = System.nanoTime() + (terminal ? 0 : PLAIN_LIVE_NANOS);
  }

  /** Returns the standard output, as the launcher found it. {@code NO_COLOR} makes it plain. */
  public static Screen standard() {
    boolean terminal = Boolean.getBoolean("manako.terminal") && System.getenv("NO_COLOR") == null;
    return new Screen(System.out, terminal, Integer.getInteger("manako.columns", 100));
  }

  /** Returns the standard error stream, for commands whose results go to the standard output. */
  public static Screen messages() {
    boolean terminal = Boolean.getBoolean("manako.terminal") && System.getenv("NO_COLOR") == null;
    return new Screen(System.err, terminal, Integer.getInteger("manako.columns", 100));
  }

  /** Removes the live line. */
  public synchronized void clear() {
    clearLive();
    out.flush();
  }

  /** Prints the heading of a command. */
  public synchronized void title(String text) {
    line("");
    print("  " + style("1", VisibleText.of(text)));
    line("");
  }

  /** Prints a step that has begun; on a terminal {@link #done} replaces it. */
  public synchronized void doing(String text) {
    if (terminal) {
      out.print(
          "\r\033[K  " + style("2", "·") + " " + cut(VisibleText.of(text) + " …", columns - 5));
      out.flush();
      liveShown = true;
    }
  }

  /** Prints a step that succeeded. */
  public synchronized void done(String text) {
    done(text, "");
  }

  /** Prints a step like {@link #done(String)}, with the most important words at its end in bold. */
  public synchronized void done(String text, String emphasis) {
    print("  " + style("32", "✓") + " " + VisibleText.of(text) + bold(emphasis));
  }

  /** Prints a step that went otherwise than planned, without harm. */
  public synchronized void note(String text) {
    print("  " + style("33", "!") + " " + VisibleText.of(text));
  }

  /** Prints a plain line. */
  public synchronized void line(String text) {
    line(text, "");
  }

  /** Prints a plain line, with the most important words at its end in bold. */
  public synchronized void line(String text, String emphasis) {
    print(VisibleText.of(text) + bold(emphasis));
  }

  private void print(String styled) {
    clearLive();
    out.println(styled);
    out.flush();
  }

  /** Rewrites the live line, at most five times a second; more frequent calls are cheap. */
  public synchronized void live(String text) {
    long now = System.nanoTime();
    if (now < nextLive) {
      return;
    }
    nextLive = now + (terminal ? LIVE_NANOS : PLAIN_LIVE_NANOS);
    if (terminal) {
      out.print("\r\033[K  " + cut(VisibleText.of(text), columns - 3));
      out.flush();
      liveShown = true;
    } else {
      out.println("  " + VisibleText.of(text));
    }
  }

  /** Returns the text in bold if the terminal has it. */
  private String bold(String text) {
    return text.isEmpty() ? "" : style("1", VisibleText.of(text));
  }

  private void clearLive() {
    if (liveShown) {
      out.print("\r\033[K");
      liveShown = false;
    }
  }

  private String style(String code, String text) {
    return terminal ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private static String cut(String text, int length) {
    int limit = Math.max(length, 10);
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
  }
}
