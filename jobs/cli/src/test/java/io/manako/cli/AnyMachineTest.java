package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.manako.local.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line in processes of its own, on machines that are set up otherwise. */
class AnyMachineTest {
  private static final Path CONFIG = Path.of("..", "..", "config").toAbsolutePath().normalize();
  private static final String TRACKS = "2,1,1000.00,2.50,3000.00,40.00,0.9000,-1,-1,-1\n";

  @TempDir private Path folder;
  private Path boxes;

  @BeforeEach
  void writeBoxes() throws IOException {
    boxes = folder.resolve("Küche.txt");
    Files.writeString(boxes, "1,-1,1000,2.5,3000,40,0.9\n2,-1,1000,2.5,3000,40,0.9\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "de-DE"})
  void digitsAreTheSameInEveryCountry(String country) throws Exception {
    String[] parts = country.split("-", -1);
    Run english = run(List.of(), "models", "show", "mobilenet-v1", "--alpha", "0.25");
    Run there =
        run(
            List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]),
            "models",
            "show",
            "mobilenet-v1",
            "--alpha",
            "0.25");

    assertThat(there).isEqualTo(english);
    assertThat(english.code).isZero();
  }

  @Test
  void aHomeThatCannotBeWrittenIsOneSentence() throws Exception {
    Path home = Files.writeString(folder.resolve("no-folder"), "");

    Run run =
        run(home, List.of(), "track", "--high-score", "0.5", "--detections", boxes.toString());

    assertThat(run.code).isZero();
    assertThat(run.out).startsWith(TRACKS).hasLineCount(1);
    assertThat(run.err)
        .isEqualTo(
            ("manako: no log is kept, because %s cannot be written;"
                    + " set MANAKO_HOME to another folder\n")
                .formatted(home.resolve("logs")));
  }

  @Test
  void anotherEncodingOfTheMachineChangesNoLetter() throws Exception {
    Path missing = folder.resolve("Tür.txt");

    Run run = run(List.of("-Dfile.encoding=ISO-8859-1"), "track", "--detections", missing + "");

    assertThat(run.code).isEqualTo(1);
    assertThat(run.err).isEqualTo("manako: there is no file " + missing + "\n");
  }

  @Test
  void aFullDiskBehindTheStandardOutputIsAFailure() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only Linux has /dev/full");

    Run run = run(folder, List.of(), full, "track", "--high-score=0.5", "--detections", boxes + "");

    assertThat(run.code).isEqualTo(1);
    assertThat(run.err)
        .isEqualTo(
            "manako: the standard output cannot be written: the disk is full (No space left on"
                + " device); free some space and run it again\n");
  }

  private record Run(int code, String out, String err) {}

  private Run run(List<String> flags, String... arguments) throws Exception {
    return run(folder, flags, arguments);
  }

  private Run run(Path home, List<String> flags, String... arguments) throws Exception {
    return run(home, flags, folder.resolve("out"), arguments);
  }

  private Run run(Path home, List<String> flags, Path out, String... arguments) throws Exception {
    Path err = folder.resolve("err");
    List<String> options =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + CONFIG.resolve("log4j2-cli.properties"),
            "-Dmanako.conf=" + CONFIG);
    ProcessBuilder builder =
        ChildJvm.Launch.of(Manako.class.getName(), List.of(arguments))
            .with(options)
            .with(flags)
            .builder()
            .redirectError(err.toFile())
            .redirectOutput(out.toFile());
    builder.environment().put("MANAKO_HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    int code = builder.start().waitFor();
    String printed = Files.isRegularFile(out) ? Files.readString(out, UTF_8) : "";
    // The JVM's own line about the Vector API, which the launcher drops.
    String said = Files.readString(err, UTF_8).replaceFirst("^WARNING: Using incubator.*\n", "");
    return new Run(code, printed, said);
  }
}
