package io.manako.job;

import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Writes the documentation of options from the options themselves. */
final class OptionDocuments {
  private static final int LINE_CHARS = 96;
  private final OptionCatalog catalog = new OptionCatalog();

  /** Returns a table in Markdown: key, default, values, meaning. */
  String table() {
    StringBuilder text = new StringBuilder(4096);
    text.append("# Options\n\n")
        .append("Written to a file given by `--config` (see `config/video-analytics.yaml`) or as")
        .append(" `-D key=value`, which wins.\n\n")
        .append("| key | default | values | meaning |\n|---|---|---|---|\n");
    for (ConfigOption<?> option : catalog.options()) {
      Optional<String> value = OptionCatalog.defaultValue(option);
      text.append("| `").append(option.key()).append("` | ");
      text.append(value.map(v -> "`" + v + "`").orElse("")).append(" | ");
      text.append(catalog.accepted(option)).append(" | ");
      text.append(description(option)).append(" |\n");
    }
    text.append("| `").append(JobConfigOptions.KAFKA_PREFIX).append("*` | | text | ");
    text.append(KAFKA).append(" |\n");
    text.append("| `").append(JobConfigOptions.FLINK_PREFIX).append("*` | | text | ");
    return text.append(FLINK).append(" |\n").toString();
  }

  private static final String KAFKA =
      "Goes to every Kafka client without the prefix, such as"
          + " kafka.properties.security.protocol: SSL. A secret is refused here: write where it is"
          + " kept, ${env:NAME}, ${file:/path/to.properties:KEY} or ${directory:/path:FILE}"
          + " (docs/SECURITY.md).";

  private static final String FLINK =
      "Goes to Flink without the prefix, such as"
          + " flink.execution.checkpointing.dir: file:///var/lib/manako. Secrets belong into"
          + " Flink's own configuration file.";

  /** Returns a configuration file that sets every option to its default. */
  String file() {
    StringBuilder text = new StringBuilder(4096);
    text.append("# Every option, its default, its values and its meaning.\n");
    String group = "";
    for (ConfigOption<?> option : catalog.options()) {
      String own = option.key().substring(0, option.key().indexOf('.'));
      if (!own.equals(group)) {
        text.append('\n');
        group = own;
      }
      comment(text, description(option) + " Values: " + catalog.accepted(option) + ".");
      Optional<String> value = OptionCatalog.defaultValue(option);
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

  private static String description(ConfigOption<?> option) {
    Formatter formatter = new HtmlFormatter();
    return formatter.format(option.description()).replace("<wbr>", "");
  }
}
