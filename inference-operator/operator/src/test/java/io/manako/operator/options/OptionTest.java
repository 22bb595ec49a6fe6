package io.manako.operator.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {
  private final OptionGroup group = new OptionGroup();
  private final Option<Integer> frames =
      group
          .key("camera.frames")
          .intType(Range.between(1, 9, "frames"))
          .defaultValue(3)
          .withDescription("Frames.");
  private final Option<Double> share =
      group
          .key("camera.share")
          .doubleType(Range.FRACTION)
          .noDefaultValue()
          .withDescription("Share.");

  @Test
  void theGroupListsItsOptionsInTheOrderOfTheirDeclaration() {
    assertThat(group.all()).isEqualTo(List.of(frames, share));
  }

  @Test
  void aValueOutOfRangeIsRefusedWithKeyValueRangeUnitAndRemedy() {
    assertThatThrownBy(() -> frames.get(config("camera.frames", "10")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Option 'camera.frames' is 10; it must be 1 to 9 frames. Change it, or remove it for"
                + " the default, 3.");
    assertThatThrownBy(() -> share.get(config("camera.share", "1.5")))
        .hasMessage("Option 'camera.share' is 1.5; it must be 0 to 1. Change it or remove it.");
  }

  @Test
  void textThatIsNoValueIsRefusedInTheSameForm() {
    assertThatThrownBy(() -> frames.get(config("camera.frames", "many")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Option 'camera.frames' is 'many'; it must be a whole number: 1 to 9 frames. Change"
                + " it, or remove it for the default, 3.");
    assertThatThrownBy(() -> frames.checkForm("many")).hasMessageContaining("is 'many'");
  }

  @Test
  void anOptionThatIsNotSetHasItsDefaultOrNoValue() {
    assertThat(frames.get(new Configuration())).isEqualTo(3);
    assertThat(frames.defaultText()).contains("3");
    assertThat(share.get(new Configuration())).isNull();
    assertThat(share.defaultText()).isEmpty();
  }

  @Test
  void aValueOutOfRangeHasTheRightFormAllTheSame() {
    assertThatCode(() -> frames.checkForm("10")).doesNotThrowAnyException();
  }

  @Test
  void aDurationThatNoArithmeticHoldsHasNotEvenTheRightForm() {
    Option<Duration> wait =
        group
            .key("camera.wait")
            .durationType(Range.MILLIS_OR_MORE)
            .defaultValue(Duration.ofMinutes(2))
            .withDescription("Wait.");

    assertThatCode(() -> wait.checkForm("0 ms")).doesNotThrowAnyException();
    assertThatThrownBy(() -> wait.checkForm("36501 d"))
        .hasMessage(
            "Option 'camera.wait' is 36501 d; it must be 1 ms to 36500 d. Change it, or remove it"
                + " for the default, 2 min.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-0.001", "1.001"})
  void whatIsNoFractionIsOutOfRange(String value) {
    assertThatThrownBy(() -> share.get(config("camera.share", value)))
        .hasMessageContaining("0 to 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.0", "0", "1", "0.5"})
  void theEndsOfARangeBelongToIt(String value) {
    assertThat(share.get(config("camera.share", value))).isEqualTo(Double.parseDouble(value));
  }

  @Test
  void aDefaultOutOfRangeIsADefectOfTheDefinition() {
    OptionGroup.Unexplained<Integer> wrong =
        group.key("camera.count").intType(Range.atLeast(1, "cameras")).defaultValue(0);

    assertThatThrownBy(() -> wrong.withDescription("Cameras."))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("camera.count is by default 0, which is not 1 or more cameras");
  }

  private static Configuration config(String key, String value) {
    return Configuration.fromMap(Map.of(key, value));
  }
}
