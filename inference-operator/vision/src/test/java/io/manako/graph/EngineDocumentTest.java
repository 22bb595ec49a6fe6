package io.manako.graph;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.OnnxPart.Fate;
import io.manako.graph.OnnxPart.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of the Java engine lists the operators as the code reads them. */
class EngineDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/engine.md");
  private static final String START = "<!-- operators -->\n";
  private static final String END = "<!-- end of operators -->";
  private static final String COMMAND =
      "mvn -pl inference-operator/vision test -Dtest=EngineDocumentTest -Dengine.write=true";

  @Test
  void theListOfOperatorsIsUpToDate() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(START) + START.length();
    int end = document.indexOf(END);
    String list = list();
    if (Boolean.getBoolean("engine.write")) {
      document = document.substring(0, start) + list + document.substring(end);
      Files.writeString(DOCUMENT, document);
    }
    assertThat(document)
        .as(DOCUMENT + " is made from the code; this makes it anew: " + COMMAND)
        .contains(START + list + END);
  }

  @Test
  void theOperatorSetsAreThoseThatAreRead() throws IOException {
    String sets =
        String.format(
            Locale.ROOT,
            "operator sets %d to %d",
            OnnxReader.OLDEST_OPSET,
            OnnxReader.NEWEST_OPSET);
    assertThat(Files.readString(DOCUMENT).replace('\n', ' ')).contains(sets);
    assertThat(Files.readString(DOCUMENT.resolveSibling("models.md")).replace('\n', ' '))
        .contains(sets);
  }

  private static String list() {
    StringBuilder list = new StringBuilder("| operator | attributes that are read | refused |\n");
    list.append("|---|---|---|\n");
    sorted(OnnxContracts.all())
        .filter(EngineDocumentTest::hasAttributes)
        .forEach(c -> list.append(row(c)));
    String rest =
        sorted(OnnxContracts.all())
            .filter(c -> !hasAttributes(c))
            .map(c -> "`" + c.type() + "`")
            .collect(joining(" "));
    return list.append("\nOperators without attributes: ").append(rest).append(".\n").toString();
  }

  private static Stream<OnnxContract> sorted(Stream<OnnxContract> contracts) {
    return contracts.sorted((a, b) -> a.type().compareTo(b.type()));
  }

  private static boolean hasAttributes(OnnxContract contract) {
    return contract.parts().stream().anyMatch(p -> p.kind().isAttribute());
  }

  private static String row(OnnxContract contract) {
    String read = names(contract, p -> p.kind().isAttribute() && p.fate() == Fate.READ);
    String refused = names(contract, p -> p.fate() == Fate.REFUSED);
    String only =
        contract.parts().stream()
            .filter(p -> p.fate() == Fate.ONLY_DEFAULT)
            .map(p -> "`" + p.name() + "` other than " + p.detail())
            .collect(joining(", "));
    String all = Stream.of(refused, only).filter(s -> !s.isEmpty()).collect(joining(", "));
    return "| `%s` | %s | %s |\n".formatted(contract.type(), read, all);
  }

  private static String names(OnnxContract contract, Predicate<OnnxPart> which) {
    return contract.parts().stream()
        .filter(which)
        .map(p -> (p.kind() == Kind.OUTPUT ? "output " : "") + "`" + p.name() + "`")
        .distinct()
        .collect(joining(", "));
  }
}
