package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  private static final String EVIL = "cam\u001b]0;owned\u0007\u009b\r\n2";

  @Test
  void controlCharactersOfARecordAreShownAndNotObeyed() throws IOException {
    ConsumerRecord<byte[], byte[]> frame = record("no json");
    frame.headers().add("ce_id", EVIL.getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> refused = record("");
    refused.headers().add("vf-reason", EVIL.getBytes(UTF_8));
    String json = new ObjectMapper().writeValueAsString(Map.of("frame_id", EVIL));

    for (ConsumerRecord<byte[], byte[]> record : List.of(frame, refused, record(json))) {
      for (String line : List.of(RecordText.readable(record), RecordText.json(record))) {
        assertThat(line.chars().anyMatch(Character::isISOControl)).as(line).isFalse();
      }
      assertThat(RecordText.readable(record)).contains("cam\\u001b]0;owned\\u0007\\u009b\\u000d");
    }
    assertThat(new ObjectMapper().readTree(RecordText.json(frame)).path("key").asText())
        .isEqualTo(EVIL);
  }

  @Test
  void aCarriedObjectIsSaidToBeSo() {
    String record =
        """
        {"frame_id":"cam-1/0/9","status":"ok","objects":[
         {"label":"car","score":0.91,"bbox":[1,2,30,40],"seen":"carried","seen_in":"cam-1/0/4"},
         {"label":"dog","score":0.8,"bbox":[5,6,7,8]}]}""";

    assertThat(RecordText.readable(record(record)))
        .endsWith("ok  car 0.91 30×40 at 1,2 carried, dog 0.80 7×8 at 5,6");
  }

  private static ConsumerRecord<byte[], byte[]> record(String value) {
    return new ConsumerRecord<>("video.frames", 0, 0, EVIL.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
