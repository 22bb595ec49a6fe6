package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever attributes a file sets, it is answered as ONNX Runtime answers it, or refused. */
final class OnnxPropertyTest {
  /** {@code -Donnx.files=20000} looks for longer. */
  private static final int FILES = Integer.getInteger("onnx.files", 150);

  @ParameterizedTest
  @ValueSource(ints = {11, 13, 18, 22})
  void aFileDrawnByLotIsAnsweredRightOrRefusedByName(int opset) {
    int judged = 0;
    for (int i = 0; i < FILES; i++) {
      RandomOnnx.File file = RandomOnnx.of(opset, opset * 1_000_003L + i);
      OnnxParity.Outcome outcome = OnnxParity.judge(file.bytes(), file.text());
      judged += outcome.judged() ? 1 : 0;
      if (outcome.refusal() != null) {
        assertThat(outcome.refusal()).as(file.text()).contains("node v");
      }
    }
    assertThat(judged).as("files that both engines ran").isGreaterThan(FILES / 3);
  }
}
