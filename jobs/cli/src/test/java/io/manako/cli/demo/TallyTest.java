package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final TrackLog tracks = new TrackLog(Duration.ofSeconds(2));
  private final Tally tally = new Tally(tracks, new DemoScenes(Path.of("scenes.yaml"), Map.of()));

  @Test
  void tracksOfOnePersonAreOnePerson() throws IOException {
    see(0, "0", object(1, "person", 300), object(2, "person", 100));
    see(3, "0", object(3, "person", 320), object(2, "person", 100));
    see(4, "0", object(4, "car", 320));

    assertThat(tally.lines())
        .containsExactly("cam-1  2 different people in 3 tracks, 1 car in 1 track");
    assertThat(tally.cameraLines())
        .containsExactly("Camera cam-1 saw 2 different people in 3 tracks, 1 car in 1 track.");
    assertThat(tally.markdown()).contains("| cam-1 | person | 2 | 3 |", "| cam-1 | car | 1 | 1 |");
  }

  @Test
  void anotherEpochBringsOtherPeople() throws IOException {
    see(0, "0", object(1, "person", 300));
    see(1, "1", object(1, "person", 300));

    assertThat(tally.lines().get(0)).startsWith("cam-1  2 different people");
  }

  @Test
  void objectsWithoutATrackDoNotCount() throws IOException {
    see(0, "0", object(1, "person", 300).replace("\"track_id\":1", "\"track_id\":null"));

    assertThat(tally.lines()).containsExactly("cam-1  nothing in tracks");
  }

  private void see(int second, String epoch, String... objects) throws IOException {
    String record =
        """
        {"camera_id":"cam-1","stream_epoch":"%s","event_time":"%s","status":"ok",
         "image":{"width":640,"height":480},"objects":%s}\
        """
            .formatted(epoch, Instant.EPOCH.plusSeconds(second), List.of(objects));
    tracks.add(ResultRecord.parse(record.getBytes(UTF_8)));
  }

  private static String object(long track, String label, int x) {
    return String.format(
        Locale.ROOT,
        "{\"track_id\":%d,\"class_id\":1,\"label\":\"%s\",\"score\":0.9,\"bbox\":[%d,200,30,80]}",
        track,
        label,
        x);
  }
}
