package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionDocumentsTest {
  private static final Path CONFIG = Path.of("../../config");
  private static final String COMMAND =
      "mvn -pl jobs/pipeline -am test -Dtest=OptionDocumentsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Doptions.write=true";

  @Test
  void theTableIsUpToDate() throws IOException {
    compare(Path.of("../../docs/options.md"), new OptionDocuments().table());
  }

  @Test
  void theConfigurationFileIsUpToDate() throws IOException {
    compare(CONFIG.resolve("video-analytics.yaml"), new OptionDocuments().file());
  }

  @Test
  void theConfigurationFileSetsEveryOptionToItsDefault() {
    JobOptions file = JobOptions.load(CONFIG.resolve("video-analytics.yaml"), Map.of());
    JobOptions defaults = JobOptions.load(null, Map.of());
    for (var option : JobConfigOptions.all()) {
      assertThat(file.get(option)).as(option.key()).isEqualTo(defaults.get(option));
    }
    assertThat(file.inference()).isEqualTo(defaults.inference());
  }

  private static void compare(Path file, String text) throws IOException {
    if (Boolean.getBoolean("options.write")) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file))
        .as(file + " is made from the options; this makes it anew: " + COMMAND)
        .isEqualTo(text);
  }
}
