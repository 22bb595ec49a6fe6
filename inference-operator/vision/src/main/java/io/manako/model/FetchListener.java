package io.manako.model;

/** Listener for the progress of a fetch. */
@FunctionalInterface
public interface FetchListener {
  /**
   * Receives the progress before each step.
   *
   * @param done number of completed steps
   * @param total number of all steps
   * @param doing the step that starts, such as {@code Downloading name@version}
   */
  void step(int done, int total, String doing);

  /** Returns a listener that ignores all progress. */
  static FetchListener silent() {
    return (done, total, doing) -> {};
  }
}
