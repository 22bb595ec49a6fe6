package io.manako.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole demo with one camera, against MOT15's ground truth of its video: 19 people, whose feet
 * cross the line 15 times to the right and 19 times to the left.
 */
class DemoCountsTest {
  private static final Pattern PEOPLE = Pattern.compile("(\\d+) different people in (\\d+) tracks");

  @TempDir static Path output;
  private static String screen = "";

  @BeforeAll
  static void runTheDemo() throws Exception {
    screen = DemoTrial.run(1, Long.MAX_VALUE, output).screen();
  }

  @Test
  void theLineIsCrossedAsOftenAsPeopleCrossIt() throws IOException {
    assertThat(crossings("left_to_right")).isBetween(14L, 16L);
    assertThat(crossings("right_to_left")).isBetween(18L, 20L);
  }

  @Test
  void theScreenSaysHowManyPeopleWereThere() {
    Matcher people = PEOPLE.matcher(screen);

    assertThat(people.find()).as(screen).isTrue();
    assertThat(Integer.parseInt(people.group(1))).isBetween(17, 21);
    assertThat(Integer.parseInt(people.group(2))).isBetween(19, 28);
  }

  private static long crossings(String direction) throws IOException {
    try (Stream<String> events = Files.lines(output.resolve("events.jsonl"))) {
      return events
          .filter(event -> event.contains("\"direction\":\"" + direction + "\""))
          .filter(event -> event.contains("\"label\":\"person\""))
          .count();
    }
  }
}
