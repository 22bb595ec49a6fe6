package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.job.OptionKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds of every command and of every command of a command, those to come included. */
class CommandTreeTest {
  private static final String UNKNOWN = "-D detector.tilez=2x2";

  /** All paths, such as {@code models pull}. */
  static Stream<String> paths() {
    return paths(Manako.commandLine(), "").filter(path -> !path.matches("(.* )?help"));
  }

  private static Stream<String> paths(CommandLine command, String path) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            entry -> {
              String own = (path + " " + entry.getKey()).strip();
              return Stream.concat(Stream.of(own), paths(entry.getValue(), own));
            });
  }

  static Stream<String> pathsWithArguments() {
    return paths()
        .filter(
            path -> command(path).getCommandSpec().args().stream().anyMatch(arg -> arg.required()));
  }

  static Stream<String> pathsWithSettings() {
    return paths().filter(path -> command(path).getCommandSpec().findOption("-D") != null);
  }

  private static CommandLine command(String path) {
    CommandLine command = Manako.commandLine();
    for (String name : path.split(" ", -1)) {
      command = command.getSubcommands().get(name);
    }
    return command;
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyCommandHasHelp(String path) {
    CommandRun help = run(path + " --help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: manako " + path);
    assertThat(help.err()).isEmpty();
  }

  /** The list of commands shows the first line of each alone. */
  @ParameterizedTest
  @MethodSource("paths")
  void theFirstLineOfEveryDescriptionIsASentence(String path) {
    assertThat(command(path).getCommandSpec().usageMessage().description()[0]).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void whatIsNotKnownIsRefusedWithAndWithoutHelp(String path) {
    for (String typed : List.of(" --no-such-option", " --no-such-option --help")) {
      CommandRun mistake = run(path + typed);

      assertThat(mistake.code()).as(typed).isEqualTo(2);
      assertThat(mistake.err()).contains("--no-such-option", "Help: ./manako " + path + " --help");
      assertThat(mistake.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pathsWithArguments")
  void whatIsMissingIsNamed(String path) {
    CommandRun mistake = run(path);

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).startsWith("manako: missing required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "produc",
        "produc --help",
        "--help produc",
        "help produc",
        "models lst",
        "models lst --help",
        "eval tracks",
        "eval tracks --help",
        "bench pipelines --help",
        "models list --help extra"
      })
  void anUnknownCommandIsRefusedAlsoBesideHelp(String typed) {
    CommandRun mistake = run(typed);

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).startsWith("manako: ").contains("Help: ./manako");
    assertThat(mistake.out()).isEmpty();
  }

  @Test
  void theCommandsThatTakeOptionsOfTheJobAreThese() {
    // Whoever adds one decides which options it can use, and refuses the others.
    assertThat(pathsWithSettings())
        .containsExactlyInAnyOrder(
            "demo",
            "run",
            "dashboard",
            "submit",
            "detect",
            "classify",
            "segment",
            "bench pipeline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"detect", "classify", "segment"})
  void anUnknownOptionOfTheJobNamesTheNearest(String command) {
    CommandRun mistake = run(command + " nowhere.jpg " + UNKNOWN + " -D decode.codec=fast");

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.out()).isEmpty();
    assertThat(mistake.err())
        .contains("'detector.tilez'; the nearest is 'detector.tiles'")
        .contains("'decode.codec' is 'fast'; it must be native, java")
        .contains("Help: ./manako " + command + " --help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"detect", "classify", "segment", "detect --track"})
  void optionsWithoutEffectAreNamed(String command) {
    EffectiveOptions used =
        switch (command) {
          case "classify" -> EffectiveOptions.classification();
          case "segment" -> EffectiveOptions.segmentation();
          default -> EffectiveOptions.detection(command.contains("track"));
        };
    List<String> typed = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
    typed.addAll(List.of("nowhere.jpg", "-D", "job.name=x", "-D", "kafka.properties.acks=1"));
    typed.addAll(List.of("-D", "inference.batch-size=2"));

    CommandRun run = CommandRun.of(typed.toArray(String[]::new));

    assertThat(run.err())
        .startsWith(
            "manako: in %s -D job.name, -D kafka.properties.acks has no effect"
                .formatted(typed.get(0)))
        .doesNotContain("batch-size");
    assertThat(used.keys()).contains("inference.batch-size").doesNotContain("job.name");
    assertThat(OptionKeys.all()).containsAll(used.keys());
  }

  /** A new option of the models or of tracking is used for files, or stands here. */
  @Test
  void noOptionOfModelsOrTrackingIsForgottenWhereFilesAreRead() {
    Set<String> used = new HashSet<>(EffectiveOptions.detection(true).keys());
    used.addAll(EffectiveOptions.classification().keys());
    used.addAll(EffectiveOptions.segmentation().keys());

    assertThat(OptionKeys.all())
        .filteredOn(
            key -> key.matches("(inference|decode|detector|classifier|segmenter|tracking)\\..*"))
        .filteredOn(key -> !used.contains(key))
        .containsExactlyInAnyOrder(
            // A file has no batch to wait for and no task that fails; its videos have no limit.
            "inference.batch-delay",
            "inference.run-timeout",
            "inference.close-timeout",
            "decode.crash-memory",
            "decode.max-video-pixels",
            // The command says it.
            "detector.enabled",
            "classifier.mode",
            "segmenter.enabled",
            "tracking.enabled",
            "tracking.scenes",
            // A file is no camera that comes, falls silent, freezes, sends out of order or counts.
            "tracking.cameras",
            "tracking.max-cameras",
            "tracking.forget-camera-after",
            "tracking.offline-after",
            "tracking.reorder-wait",
            "tracking.frozen-after",
            "tracking.frozen-frames",
            "tracking.count-every");
  }

  @ParameterizedTest
  @CsvSource({
    "produce, --topic, topics.frames",
    "produce, --bootstrap, kafka.bootstrap-servers",
    "eval mot, --bootstrap, kafka.bootstrap-servers",
    "models swap, --topic, topics.control",
    "topics, --max-record, decode.max-bytes",
    "detect, --model, detector.model",
    "classify, --model, classifier.model",
    "classify, --top, classifier.top-k",
    "segment, --model, segmenter.model",
    "track, --confirm-after, tracking.confirm-after"
  })
  void theDefaultOfAnOptionOfTheJobIsTheCommands(String path, String option, String key) {
    String usual = OptionKeys.defaultOf(key).orElseThrow();

    assertThat(command(path).getCommandSpec().findOption(option).defaultValueString())
        .isEqualTo(usual);
    // Lines break wherever they are full.
    assertThat(run(path + " --help").out().replaceAll("\\s", ""))
        .contains(usual.replace(" ", "") + ").");
  }

  @Test
  void valuesThatDoNotGoTogetherAreWrongUsage() {
    CommandRun mistake =
        run("detect nowhere.jpg -D inference.device=cuda -D inference.engine=java");

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).contains("'inference.device' is cuda");
  }

  private static CommandRun run(String typed) {
    return CommandRun.of(typed.split(" "));
  }
}
