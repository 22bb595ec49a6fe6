package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command says all that is wrong with its options, and starts nothing. */
class WrongOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -b localhost:1 --web-port -1",
        "demo --web-port -1 --page-port -1",
        "dashboard --kafka localhost:1",
        "bench pipeline",
        "submit --flink http://localhost:1 --wait 0"
      })
  void allThatIsWrongIsOneMessage(String command) {
    CommandRun run =
        run(command, "topic.frames=x", "checkpoint.interval=soon", "source.bounded=perhaps");

    assertThat(run.err())
        .startsWith("manako: 3 options are wrong:")
        .contains("no option 'topic.frames'; the nearest is 'topics.frames'")
        .contains("'checkpoint.interval' is 'soon'")
        .contains("'source.bounded' is 'perhaps'")
        .contains("Help: ./manako " + command.replaceFirst(" -.*", "") + " --help");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --web-port 65536",
        "demo --web-port -2",
        "demo --page-port 65536",
        "demo --cameras 0",
        "dashboard --port -1",
        "topics --partitions 0",
        "topics --replicas 0",
        "topics --retention soon",
        "topics --max-record big",
        "bench pipeline --rounds 0"
      })
  void aValueThatIsOutOfRangeIsWrongUsage(String command) {
    CommandRun run = CommandRun.of(command.split(" "));

    String option = command.replaceFirst("^.* (--[a-z-]+) .*$", "$1");
    assertThat(run.err()).startsWith("manako: ").containsAnyOf(option, "are written like");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run -b localhost:1 --web-port -1", "demo --web-port -1", "detect x.mp4"})
  void focusAndTilesAreRefusedTogetherBeforeAnythingStarts(String command) {
    CommandRun run = run(command, "detector.focus=motion", "detector.tiles=2x2");

    assertThat(run.err())
        .startsWith("manako: option 'detector.tiles' is '2x2'; it must be 1 while")
        .contains("'detector.focus' is motion");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify x.jpg", "segment x.jpg"})
  void focusHasNoEffectWithoutADetector(String command) {
    assertThat(run(command, "detector.focus=motion").err())
        .contains("-D detector.focus has no effect");
  }

  private static CommandRun run(String command, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    for (String setting : settings) {
      arguments.addAll(List.of("-D", setting));
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
