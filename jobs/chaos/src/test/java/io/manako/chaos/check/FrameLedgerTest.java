package io.manako.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.operator.ModelInfo;
import io.manako.wire.ResultRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameLedgerTest {
  private final FrameLedger ledger = new FrameLedger();
  private final List<ResultRecord> results = new ArrayList<>();

  @BeforeEach
  void sendThreeFramesOfTwoCameras() {
    for (long sequence = 0; sequence < 3; sequence++) {
      for (String camera : List.of("a", "b")) {
        ledger.sent(camera, sequence);
        results.add(result(camera, sequence));
      }
    }
  }

  @Test
  void aResultForEachFrameInOrderIsComplete() {
    assertThat(ledger.check(results)).isEqualTo(new FrameLedger.Tally(6, 0, 0, 0, 0));
    assertThat(ledger.check(results).isComplete()).isTrue();
  }

  @Test
  void aMissingResultIsLost() {
    results.remove(3);
    assertThat(ledger.check(results)).isEqualTo(new FrameLedger.Tally(6, 1, 0, 0, 0));
  }

  @Test
  void aSecondResultIsADuplicateWhereverItStands() {
    results.add(results.get(0));
    assertThat(ledger.check(results)).isEqualTo(new FrameLedger.Tally(6, 0, 1, 0, 0));
  }

  @Test
  void aResultBehindALaterOneOfItsCameraIsOutOfOrder() {
    results.add(0, results.remove(2));
    assertThat(ledger.check(results)).isEqualTo(new FrameLedger.Tally(6, 0, 0, 1, 0));
  }

  @Test
  void aResultOfNoFrameWasNeverSent() {
    results.add(result("a", 7));
    assertThat(ledger.check(results)).isEqualTo(new FrameLedger.Tally(6, 0, 0, 0, 1));
    assertThat(ledger.check(results).isComplete()).isFalse();
  }

  @Test
  void nothingHoldsForAllThatIsMissing() {
    assertThat(ledger.check(List.of())).isEqualTo(new FrameLedger.Tally(6, 6, 0, 0, 0));
  }

  @Test
  void aFrameIsSentOnce() {
    assertThatThrownBy(() -> ledger.sent("a", 1)).hasMessage("frame 1 of camera a was sent before");
  }

  private static ResultRecord result(String camera, long sequence) {
    return new ResultRecord(
        "video.detections/1",
        camera + sequence,
        camera,
        "0",
        sequence,
        Instant.EPOCH,
        null,
        new ResultRecord.Source("frames", 0, sequence, 0),
        null,
        new ModelInfo("squares", "1", "0", "java", 0.5f, 0, "squares"),
        "empty",
        null,
        List.of(),
        null,
        List.of(),
        List.of());
  }
}
