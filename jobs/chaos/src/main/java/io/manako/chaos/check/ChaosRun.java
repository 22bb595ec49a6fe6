package io.manako.chaos.check;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How thorough a check is.
 *
 * @param length of it
 * @param seed of everything that is drawn by lot; a run with the same seed draws the same
 * @param folder for its files, empty; the caller deletes it
 * @param progress gets a sentence now and then
 */
public record ChaosRun(Length length, long seed, Path folder, Consumer<String> progress) {

  /** Minutes, as a part of every build, or hours. */
  public enum Length {
    SHORT,
    LONG;

    /** The one of two that belongs to this length. */
    public <T> T of(T shortly, T atLength) {
      return this == SHORT ? shortly : atLength;
    }
  }

  /** Tells who waits. */
  public void say(String format, Object... arguments) {
    progress.accept(format.formatted(arguments));
  }
}
