package io.manako.local.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the one sentence that matters in a JobManager's answer. */
final class FlinkErrors {
  /**
   * Pattern of the causes of a stack trace; the last of them is the reason, and may have several
   * lines.
   */
  private static final Pattern CAUSE =
      Pattern.compile(
          "Caused by: [\\w.$]+(?:Exception|Error)(?:: ((?:(?!\\n\\s+at |\\nCaused by).)+))?",
          Pattern.DOTALL);

  private static final int MOST_CHARS = 1000;

  private FlinkErrors() {}

  /**
   * Returns the later cause; a message that ends in the middle of a sentence is joined with its
   * cause.
   */
  private static String later(String cause, String next) {
    return cause.stripTrailing().endsWith(" due to")
        ? cause.stripTrailing() + " " + next.replaceFirst("Caused by: ", "")
        : next;
  }

  static String reason(String body) {
    String text = body;
    try {
      JsonNode errors = new ObjectMapper().readTree(body).path("errors");
      text = errors.isEmpty() ? body : errors.get(errors.size() - 1).asText();
    } catch (JsonProcessingException e) {
      // The answer is not Flink's; its text is all there is.
    }
    String found =
        CAUSE
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .reduce(FlinkErrors::later)
            .orElse(text);
    String reason = found.replaceFirst("Caused by: [\\w.$]+: ", "").strip();
    return reason.length() > MOST_CHARS ? reason.substring(0, MOST_CHARS) + " …" : reason;
  }
}
