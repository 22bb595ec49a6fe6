package io.manako.job;

import io.manako.operator.options.Option;
import java.util.Optional;

/** The documents of the options, made from the options themselves. */
final class OptionDocuments {
  private static final int LINE_CHARS = 96;
  private final OptionCatalog catalog = new OptionCatalog();

  /** The reference page: a table of key, default, range and meaning. */
  String table() {
    StringBuilder text = new StringBuilder(4096);
    text.append("# Options\n\n")
        .append("Options stand in a file that `--config` names (see `config/video-analytics.yaml`)")
        .append(" or are given as `-D key=value`, which wins.\n\n")
        .append(FORMS)
        .append("\n\n| key | default | values | meaning |\n|---|---|---|---|\n");
    for (Option<?> option : catalog.options()) {
      text.append("| `").append(option.key()).append("` | ");
      text.append(option.defaultText().map(d -> "`" + d + "`").orElse("")).append(" | ");
      text.append(option.rangeText()).append(" | ");
      text.append(option.description()).append(" |\n");
    }
    text.append("| `").append(JobConfigOptions.KAFKA_PREFIX).append("*` | | text | ");
    text.append(KAFKA).append(" |\n");
    text.append("| `").append(JobConfigOptions.FLINK_PREFIX).append("*` | | text | ");
    return text.append(FLINK).append(" |\n").toString();
  }

  private static final String FORMS =
      "A duration is a whole number with a unit, such as 50 ms, 10 s, 2 min, 1 h or 1 d. A size is"
          + " a whole number with a unit, such as 512 kb or 16 mb.";

  private static final String KAFKA =
      "Properties that go to every Kafka client without the prefix, such as"
          + " kafka.properties.security.protocol: SSL. A secret is refused here; write its place"
          + " instead: ${env:NAME}, ${file:/path/to.properties:KEY} or ${directory:/path:FILE}"
          + " (docs/SECURITY.md).";

  private static final String FLINK =
      "Options that go to Flink without the prefix, such as"
          + " flink.execution.checkpointing.dir: file:///var/lib/manako. Secrets belong in"
          + " Flink's own configuration file.";

  /** Returns a configuration file that sets every option to its default. */
  String file() {
    StringBuilder text = new StringBuilder(4096);
    text.append("# Every option, its default, its values and its meaning.\n");
    comment(text, FORMS);
    String group = "";
    for (Option<?> option : catalog.options()) {
      String own = option.key().substring(0, option.key().indexOf('.'));
      if (!own.equals(group)) {
        text.append('\n');
        group = own;
      }
      comment(text, option.description() + " Values: " + option.rangeText() + ".");
      Optional<String> value = option.defaultText();
      text.append(value.isPresent() ? "" : "# ").append(option.key()).append(':');
      text.append(value.map(v -> " " + v).orElse("")).append('\n');
    }
    text.append('\n');
    comment(text, JobConfigOptions.KAFKA_PREFIX + "*: " + KAFKA);
    comment(text, JobConfigOptions.FLINK_PREFIX + "*: " + FLINK);
    return text.toString();
  }

  private static void comment(StringBuilder text, String words) {
    text.append('#');
    int column = 1;
    for (String word : words.split(" ", -1)) {
      if (column + 1 + word.length() > LINE_CHARS) {
        text.append("\n#");
        column = 1;
      }
      text.append(' ').append(word);
      column += 1 + word.length();
    }
    text.append('\n');
  }
}
