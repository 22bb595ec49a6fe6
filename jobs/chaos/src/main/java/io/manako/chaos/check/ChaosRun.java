package io.manako.chaos.check;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Settings of a check's run.
 *
 * @param length length of the run
 * @param seed seed of everything that is random; runs with the same seed draw the same
 * @param folder empty folder for its files; the caller deletes it
 * @param progress receives a sentence now and then
 */
public record ChaosRun(Length length, long seed, Path folder, Consumer<String> progress) {

  /** Minutes, as a part of every build, or hours. */
  public enum Length {
    SHORT,
    LONG;

    /** Returns the one of two values that belongs to this length. */
    public <T> T of(T shortly, T atLength) {
      return this == SHORT ? shortly : atLength;
    }
  }

  /** Reports progress to the user. */
  public void say(String format, Object... arguments) {
    progress.accept(format.formatted(arguments));
  }
}
