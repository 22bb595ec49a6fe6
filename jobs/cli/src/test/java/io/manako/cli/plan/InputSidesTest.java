package io.manako.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputSidesTest {

  @Test
  void aPlanComparesDetectorsOfSeveralClassesAndNoneOfFacesAlone() {
    assertThat(InputSides.all()).contains(300, 512).doesNotContain(128, 192);
    assertThat(InputSides.of("blazeface-full-range")).isEqualTo(192);
  }
}
