package io.manako.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void aPromiseHoldsWhenEveryDemandIsMet() {
    Report report =
        new Report()
            .note("frames", 12_000)
            .exactly("lost", 0, 0)
            .atMost("RSS growth, MB", 200, 17.5);

    assertThat(report.holds()).isTrue();
    assertThat(report.toString())
        .contains("12,000")
        .containsPattern("lost +0 += 0 +ok")
        .containsPattern("RSS growth, MB +17.50 +≤ 200 +ok");
  }

  @Test
  void oneFigureBreaksIt() {
    Report report = new Report().exactly("lost", 0, 1).atLeast("restarts", 25, 25);

    assertThat(report.holds()).isFalse();
    assertThat(report.broken()).extracting(Figure::name).containsExactly("lost");
    assertThat(report.toString()).contains("BROKEN");
  }

  @Test
  void figuresWithoutADemandProveNothing() {
    assertThat(new Report().note("frames", 12).holds()).isFalse();
  }
}
