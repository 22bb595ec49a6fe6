package io.manako.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExporterNotesTest {

  @Test
  void aPythonDictionaryOfNamesIsRead() {
    assertThat(names("{0: 'person', 1: \"driver's seat\", 3: 'traffic light'}"))
        .containsExactly("person", "driver's seat", "", "traffic light");
  }

  @Test
  void aListOfNamesIsReadAsJsonOrPythonOrWithCommas() {
    assertThat(names("[\"cat\", \"dog\"]")).containsExactly("cat", "dog");
    assertThat(names("['cat', 'dog']")).containsExactly("cat", "dog");
    assertThat(names("cat, dog")).containsExactly("cat", "dog");
  }

  @Test
  void anInventedIdCostsNoMemory() {
    assertThat(names("{999999: 'x', 0: 'y'}")).containsExactly("y", "x");
  }

  @Test
  void oneSideStandsForBoth() {
    assertThat(ExporterNotes.of(Map.of("imgsz", "640")).size()).containsExactly(640, 640);
    assertThat(ExporterNotes.of(Map.of("imgsz", "[480, 640]")).size()).containsExactly(480, 640);
  }

  private static List<String> names(String text) {
    return ExporterNotes.of(Map.of("names", text)).names();
  }
}
