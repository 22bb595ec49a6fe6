package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "manako").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path tools;

  /** A machine with nothing but the most basic programs. */
  @BeforeEach
  void bareMachine() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/bash")), "the launcher is a bash script");
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("bash", "readlink", "dirname", "sed", "head", "find", "flock")) {
      for (String bin : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(bin + tool)) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(bin + tool));
        }
      }
    }
  }

  @Test
  void withoutJavaItNamesThePackage() throws Exception {
    assertThat(launch("/nowhere", LAUNCHER))
        .isEqualTo(
            "1 manako: Java 17 or later is needed and '/nowhere/bin/java' was not found."
                + " On Debian: apt-get install openjdk-17-jdk-headless\n");
  }

  @Test
  void withoutMavenItNamesThePackageAlsoThroughASymbolicLink() throws Exception {
    Path clone = Files.createDirectory(folder.resolve("clone"));
    Files.copy(LAUNCHER, clone.resolve("manako"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), clone.resolve("manako"));

    assertThat(launch(System.getProperty("java.home"), link))
        .isEqualTo(
            "1 manako: Maven is needed to build Manako and 'mvn' was not found."
                + " On Debian: apt-get install maven\n");
  }

  private String launch(String javaHome, Path launcher) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", launcher.toString(), "--version")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", javaHome);
    int code = builder.start().waitFor();
    return code + " " + Files.readString(output, UTF_8);
  }
}
