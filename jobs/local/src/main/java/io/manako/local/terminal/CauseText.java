package io.manako.local.terminal;

import java.util.Locale;
import org.apache.flink.util.SerializedThrowable;

/**
 * Text of an unexpected exception: its last cause, after those whose messages end in the middle of
 * a sentence, such as "Failed to list topics due to".
 */
final class CauseText {
  private CauseText() {}

  /** Returns "TYPE: MESSAGE" without a full stop at its end. */
  static String of(Throwable failure) {
    String text = "";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text = endsMidway(text) ? text + " " + one(t) : one(t);
    }
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean endsMidway(String text) {
    String end = text.toLowerCase(Locale.ROOT);
    return end.endsWith(" due to") || end.endsWith(" because of") || end.endsWith(" by");
  }

  private static String one(Throwable t) {
    String type =
        t instanceof SerializedThrowable sent
            ? sent.getOriginalErrorClassName()
            : t.getClass().getName();
    String message = t.getMessage() == null ? "" : t.getMessage().strip();
    // Flink puts the type before the messages of exceptions that it has sent.
    String own = message.startsWith(type) ? message.substring(type.length()) : message;
    String said = own.startsWith(":") ? own.substring(1).strip() : own;
    String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    return said.isEmpty() ? simple : simple + ": " + said;
  }
}
