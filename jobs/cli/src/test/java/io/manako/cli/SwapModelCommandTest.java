package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapModelCommandTest {
  private static final String DETECTOR = "centernet-mobilenet-v3-coco";
  private static final String AT = "2026-01-05T12:00:04.2+01:00";
  private static final String SHA256 = "ab".repeat(32);

  @Test
  void theRecordIsWhatAJobReads() throws Exception {
    CommandRun run = dry(DETECTOR, "--at", AT, "--sha256", SHA256);

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("detector {");
    JsonNode record = new ObjectMapper().readTree(run.out().substring("detector ".length()));
    assertThat(record.get("slot").asText()).isEqualTo("detector");
    assertThat(record.get("role").asText()).isEqualTo("primary");
    assertThat(record.get("model").asText()).isEqualTo(DETECTOR);
    assertThat(record.get("version").asText()).isEqualTo("1");
    assertThat(record.get("sha256").asText()).isEqualTo(SHA256);
    assertThat(record.get("activate_at").asText()).isEqualTo("2026-01-05T11:00:04.200Z");
  }

  @Test
  void aShadowAndTheWayBackHaveRecordsToo() {
    assertThat(dry(DETECTOR, "--shadow", "--at", AT, "--sha256", SHA256).out())
        .startsWith("detector/shadow {");
    assertThat(dry("--slot", "classifier", "--at", AT).out())
        .startsWith("classifier {")
        .contains("\"model\":null");
  }

  @Test
  void theSlotIsThatOfTheModelsTask() {
    assertThat(dry("deeplab-v3-mobilenet-v2-voc", "--at", AT, "--sha256", SHA256).out())
        .startsWith("segmenter {");
  }

  @Test
  void whatAJobWouldRefuseIsRefusedBeforeItIsSent() {
    assertThat(dry("centernet", "--at", AT).err()).contains("there is no model centernet");
    assertThat(dry(DETECTOR, "--slot", "classifier", "--at", AT, "--sha256", SHA256).err())
        .contains("is made for detection, but the slot classifier needs classification");
    assertThat(dry(DETECTOR, "--at", AT, "--sha256", "AB").err())
        .contains("sha256 is AB; it must be the 64 lower-case hex digits");
    assertThat(dry(DETECTOR, "--at", "noon", "--sha256", SHA256).err())
        .contains("--at is noon; it must be an RFC 3339 time");
    assertThat(dry(DETECTOR, "--in", "soon", "--sha256", SHA256).err())
        .contains("--in is soon; it must be a duration");
  }

  private static CommandRun dry(String... args) {
    List<String> all = new ArrayList<>(List.of("models", "swap", "--dry-run"));
    all.addAll(List.of(args));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
