package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void whatIsSeenStaysAsItIs() {
    String text = "Küche 監視カメラ 🎥";

    assertThat(VisibleText.of(text)).isSameAs(text);
  }

  @Test
  void whatATerminalObeysIsWrittenOut() {
    assertThat(VisibleText.of("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
    assertThat(VisibleText.of("\u009b31m\u007f\r\n\t\0"))
        .isEqualTo("\\u009b31m\\u007f\\u000d\\u000a\t\\u0000");
    assertThat(VisibleText.of("gate\u202egnp.\u2066\u2028"))
        .isEqualTo("gate\\u202egnp.\\u2066\\u2028");
    assertThat(VisibleText.of("half \ud83c")).isEqualTo("half \\ud83c");
  }

  @Test
  void aLineOfJsonKeepsItsValues() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> values = Map.of("camera_id", "a\u001b\u009b\u202e\"\\");

    String shown = VisibleText.of(json.writeValueAsString(values));

    assertThat(shown).isEqualTo("{\"camera_id\":\"a\\u001B\\u009b\\u202e\\\"\\\\\"}");
    assertThat(json.readValue(shown, Map.class)).isEqualTo(values);
  }
}
