package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthMaskTest {

  /** By hand from the definition of COCO's maskApi.c. */
  @ParameterizedTest
  @CsvSource({
    "0 9, 09",
    "9, 9",
    "4 1 4, 414",
    "0 16, 0`0",
    "0 1024, 0PP1",
    "100 1 100 3 97, T31T32M",
  })
  void lengthsAreWrittenAsCocoDoes(String lengths, String text) {
    int[] runs = Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(RunLengthMask.of(1, 2000, runs, runs.length).counts()).isEqualTo(text);
  }

  @Test
  void runsGoDownTheColumns() {
    RunLengthMask mask = RunLengthMask.of(3, 2, new int[] {1, 3, 2}, 3);
    // ·#
    // #·
    // #·
    assertThat(mask.decode()).isEqualTo(bits(1, 2, 4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyMapComesBackFromItsMasks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int height = 1 + random.nextInt(70);
    int width = 1 + random.nextInt(70);
    int classes = 1 + random.nextInt(5);
    int smoothness = 1 + random.nextInt(400);
    ClassMap map = new ClassMap(height, width);
    BitSet[] expected = new BitSet[classes];
    Arrays.setAll(expected, i -> new BitSet());
    int current = 0;
    for (int i = 0; i < height * width; i++) {
      current = random.nextInt(smoothness) == 0 ? random.nextInt(classes + 1) - 1 : current;
      map.set(i % width, i / width, current);
      if (current >= 0) {
        expected[current].set(i);
      }
    }
    ClassMap.Runs[] runs = map.runs(classes);
    for (int c = 0; c < classes; c++) {
      assertThat(runs[c].mask().decode()).as("class %d", c).isEqualTo(expected[c]);
      assertThat(runs[c].pixels()).isEqualTo(expected[c].cardinality());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0:", "0P", "0P\u007f", "9999999999", "0 9", "09N", "0oooooooo1"})
  void countsThatAreNoneAreRefused(String counts) {
    RunLengthMask mask = new RunLengthMask(3, 3, counts);
    assertThatThrownBy(mask::decode)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the counts of a mask of 3 rows and 3 columns are wrong");
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    Arrays.stream(set).forEach(bits::set);
    return bits;
  }
}
