package io.manako.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.GraphStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of networks in the documents says what the networks count to. */
class ZooDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/zoo.md");
  private static final String HEADING =
      "| network | task | input | classes | α | parameters | BN statistics | multiply-adds |"
          + " published | paper |\n";
  private static final String COMMAND =
      "mvn -pl inference-operator/vision test -Dtest=ZooDocumentTest -Dzoo.write=true";

  @Test
  void theTableIsUpToDate() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(HEADING);
    int end = document.indexOf("\n\n", start);
    String table = table();
    if (Boolean.getBoolean("zoo.write")) {
      document = document.substring(0, start) + table + document.substring(end);
      Files.writeString(DOCUMENT, document);
    }
    assertThat(document)
        .as(DOCUMENT + " is made from the networks; this makes it anew: " + COMMAND)
        .contains(table + "\n\n");
  }

  private static String table() {
    StringBuilder table = new StringBuilder(HEADING);
    table.append("|---|---|---|---|---|---|---|---|---|---|");
    Zoo.models().forEach(model -> table.append('\n').append(row(model)));
    return table.toString();
  }

  private static String row(ZooModel model) {
    Variant variant = model.variant();
    GraphStats stats = GraphStats.of(model.build(variant));
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %d | %d | %s | %,d | %,d | %,d | %s | %s |",
        model.name(),
        model.task().name().toLowerCase(Locale.ROOT),
        variant.size(),
        variant.classes(),
        model.scalable() ? "any" : "",
        stats.parameters(),
        stats.statistics(),
        stats.multiplyAdds(),
        model.published(variant).map(r -> r.measure().text() + " " + r.value()).orElse(""),
        model.paper());
  }
}
