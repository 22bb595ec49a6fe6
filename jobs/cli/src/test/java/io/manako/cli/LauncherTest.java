package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "..", "manako").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path tools;

  /** A machine with nothing but the most basic programs. */
  @BeforeEach
  void bareMachine() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/bash")), "the launcher is a bash script");
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool :
        List.of("bash", "readlink", "dirname", "sed", "head", "find", "flock", "cat")) {
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

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "de_DE.ISO-8859-1", "C.UTF-8", ""})
  void anUnpackedDistributionStartsBelowAnyFolderInAnyLocale(String locale) throws Exception {
    Path home = Files.createDirectories(folder.resolve("Küche カメラ").resolve("manako"));
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.copy(LAUNCHER, bin.resolve("manako"));
    writeEcho(Files.createDirectories(home.resolve("lib")).resolve("echo.jar"));
    Path file = Files.writeString(home.resolve("Türbild.txt"), "seen");

    String said =
        launch(
            System.getProperty("java.home"),
            Map.of("LC_ALL", locale, "LC_CTYPE", locale, "LANG", locale),
            bin.resolve("manako").toString(),
            "Küche",
            file.toString());

    // Bash itself warns of a locale that is not there before the script begins.
    assertThat(said).startsWith("0 ").endsWith("Küche: seen\n");
  }

  /** A jar with a command line that says what reached it. */
  private void writeEcho(Path jar) throws IOException {
    Path source = folder.resolve("Manako.java");
    Files.writeString(
        source,
        """
        package io.manako.cli;
        public final class Manako {
          public static void main(String[] args) throws Exception {
            byte[] seen = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(args[1]));
            System.out.write((args[0] + ": " + new String(seen, "UTF-8") + "\\n").getBytes("UTF-8"));
            System.out.flush();
          }
        }
        """);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(code).isZero();
    String name = "io/manako/cli/Manako.class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name));
      out.write(Files.readAllBytes(folder.resolve(name)));
    }
  }

  private String launch(String javaHome, Path launcher) throws Exception {
    return launch(javaHome, Map.of(), launcher.toString(), "--version");
  }

  private String launch(String javaHome, Map<String, String> more, String... command)
      throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("/bin/bash"), Stream.of(command)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().putAll(more);
    int code = builder.start().waitFor();
    return code + " " + Files.readString(output, UTF_8);
  }
}
