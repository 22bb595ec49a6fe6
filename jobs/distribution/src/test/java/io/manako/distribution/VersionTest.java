package io.manako.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.cli.Manako;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static final Path TOP = Path.of("..", "..");
  private static final Pattern NAMED =
      Pattern.compile("manako[a-z-]*[:-](\\d+\\.\\d+\\.\\d+)|image\\.version=\"([^\"]+)\"");

  /** Images, archives and jars are named in files that no build fills in. */
  @Test
  void everyFileNamesTheVersionOfTheBuild() throws IOException {
    List<String> others = new ArrayList<>();
    int named = 0;
    for (String folder : List.of("README.md", "docs", "docker", "config")) {
      try (Stream<Path> files = Files.walk(TOP.resolve(folder))) {
        for (Path file : files.filter(VersionTest::isText).toList()) {
          Matcher matcher = NAMED.matcher(Files.readString(file));
          while (matcher.find()) {
            named++;
            String version = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (!version.equals(version())) {
              others.add(file + ": " + matcher.group());
            }
          }
        }
      }
    }

    assertThat(others).isEmpty();
    assertThat(named).isGreaterThan(10);
  }

  @Test
  void theCommandLineSaysTheVersionOfTheBuild() throws Exception {
    String[] said = Manako.commandLine().getCommandSpec().versionProvider().getVersion();

    assertThat(said[0]).isEqualTo("manako " + version());
  }

  private static String version() throws IOException {
    Matcher matcher =
        Pattern.compile("<revision>(.*)</revision>")
            .matcher(Files.readString(TOP.resolve("pom.xml")));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file)
        && Stream.of(".md", ".yml", ".yaml", ".sh", "Dockerfile")
            .anyMatch(end -> file.toString().endsWith(end));
  }
}
