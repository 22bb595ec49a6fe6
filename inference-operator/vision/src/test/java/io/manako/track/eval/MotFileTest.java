package io.manako.track.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MotFileTest {

  @Test
  void aLineOfGroundTruthIsRead() {
    assertThat(MotText.of("1,9,499,158,31.03,75.17,1,-4.1554,-7.3591,0").entries())
        .containsExactly(new MotEntry(1, 9, new Box(499, 158, 31.03f, 75.17f), 1));
  }

  @Test
  void aLineMayEndAfterTheBox() {
    assertThat(MotText.of("3, -1, 1, 2, 3, 4", "").entries())
        .containsExactly(new MotEntry(3, -1, new Box(1, 2, 3, 4), 1));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    MotSequence sequence = MotText.of("2,1,5.25,6,7,8,0.5", "1,2,1,2,3,4,1", "1,1,1,2,3,4,1");
    StringWriter text = new StringWriter();
    MotFile.write(sequence, text);

    assertThat(MotText.of(text.toString())).isEqualTo(sequence);
  }

  @Test
  void aBrokenLineIsNamedByItsNumber() {
    assertThatThrownBy(() -> MotText.of("1,1,1,1,1,1", "1,x,1,1,1,1"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("no number");
    assertThatThrownBy(() -> MotText.of("1,1,1")).hasMessageContaining("3 fields");
    assertThatThrownBy(() -> MotText.of("1,1,1,1,-5,1")).hasMessageContaining("negative");
  }

  @Test
  void aTrackTwiceInAFrameIsRefused() {
    assertThatThrownBy(() -> MotText.of(MotText.line(4, 2, 0), MotText.line(4, 2, 50)))
        .hasMessageContaining("track 2 is in frame 4 twice");
  }

  @Test
  void groundTruthOfScoreZeroIsNotEvaluated() {
    MotSequence truth = MotText.of(MotText.line(1, 1, 0), MotText.line(1, 2, 50, 0));

    assertThat(truth.evaluated().entries()).extracting(MotEntry::id).containsExactly(1L);
  }
}
