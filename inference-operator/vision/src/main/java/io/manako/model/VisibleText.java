package io.manako.model;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes text from outside safe to print. In a terminal, control characters in a camera's id, a
 * file's name or a label would move the cursor, change colours or hide the text beside them.
 */
public final class VisibleText {
  private VisibleText() {}

  /**
   * Returns a text in which each character that a terminal obeys instead of showing is written as
   * {@code \}{@code uXXXX}: controls (line breaks, but not tabs), characters that turn the
   * direction of writing, and unpaired surrogates. In a line of JSON this changes no value, because
   * JSON reads these escapes back.
   */
  public static String of(String text) {
    int first = 0;
    while (first < text.length() && !isObeyed(text, first)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      if (isObeyed(text, i)) {
        visible.append(String.format(Locale.ROOT, "\\u%04x", (int) text.charAt(i)));
      } else {
        visible.append(text.charAt(i));
      }
    }
    return visible.toString();
  }

  /** Returns a text as {@link #of} does, but keeps its line breaks. */
  public static String ofLines(String text) {
    return text.lines().map(VisibleText::of).collect(Collectors.joining("\n"));
  }

  private static boolean isObeyed(String text, int at) {
    char c = text.charAt(at);
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> turnsDirection(c);
      case Character.SURROGATE -> !isPaired(text, at);
      default -> false;
    };
  }

  private static boolean turnsDirection(char c) {
    return (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f';
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
