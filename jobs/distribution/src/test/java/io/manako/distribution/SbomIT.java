package io.manako.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of what the distribution is made of, against the distribution. */
class SbomIT {

  @Test
  void everyJarOfTheDistributionIsListedWithItsHash(@TempDir Path folder) throws IOException {
    Path home = Distribution.unpack(folder).home();
    assumeThat(home.resolve("sbom.cdx.json")).as("made by a build with network").exists();
    JsonNode sbom = new ObjectMapper().readTree(home.resolve("sbom.cdx.json").toFile());

    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.path("serialNumber").isMissingNode()).isTrue();
    Set<String> listed = new HashSet<>();
    for (JsonNode component : sbom.path("components")) {
      assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
      if (!component.path("group").asText().equals("io.manako")) {
        assertThat(component.path("hashes")).as(component.path("purl").asText()).isNotEmpty();
      }
      listed.add(component.path("name").asText() + "-" + component.path("version").asText());
    }
    assertThat(jars(home)).hasSizeGreaterThan(50).allMatch(jar -> isListed(jar, listed));
  }

  /** A jar's name may end with a classifier, such as its platform. */
  private static boolean isListed(String jar, Set<String> listed) {
    String name = jar.replaceFirst("\\.jar$", "");
    return listed.contains(name) || listed.stream().anyMatch(l -> name.startsWith(l + "-"));
  }

  private static Set<String> jars(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.startsWith("manako-job"))
          .collect(Collectors.toSet());
    }
  }
}
