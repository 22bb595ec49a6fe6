package io.manako.job;

import java.util.List;
import java.util.Locale;

/** Thrown for wrong options, with all of them at once. The message is for the user. */
public final class OptionsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Joins sentences.
   *
   * @param sentences at least one, each about one option or about some that contradict one another
   */
  OptionsException(List<String> sentences) {
    super(message(sentences));
  }

  private static String message(List<String> sentences) {
    return sentences.size() == 1
        ? sentences.get(0)
        : String.format(
            Locale.ROOT,
            "%d options are wrong:\n  - %s",
            sentences.size(),
            String.join("\n  - ", sentences));
  }
}
