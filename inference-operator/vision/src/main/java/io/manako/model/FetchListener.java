package io.manako.model;

/** Hears how far a fetch has come. */
@FunctionalInterface
public interface FetchListener {
  /**
   * Before each step.
   *
   * @param done steps behind us
   * @param total steps in all
   * @param doing what comes now, such as {@code Downloading name@version}
   */
  void step(int done, int total, String doing);

  /** Hears nothing. */
  static FetchListener silent() {
    return (done, total, doing) -> {};
  }
}
