package io.manako.operator.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.model.TrackScores;
import io.manako.operator.options.TrackScoreBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDetectorsTest {
  private static final Path EXAMPLE = Path.of("..", "..", "config", "model.example.yaml");

  @Test
  void theDetectorsOfTheCatalogAreKnownWhicheverIsConfigured() {
    assertThat(scores(Map.of()).of("ssdlite-mobilenet-v2-coco"))
        .isEqualTo(new TrackScores(0.6, 0.15, 0.7));
    assertThat(scores(Map.of()).of("centernet-mobilenet-v3-coco").newTrack()).isEqualTo(0.5);
    assertThat(scores(Map.of()).of("ssd-mobilenet-v2-openimages").newTrack()).isEqualTo(0.5);
  }

  @Test
  void aModelOfOnesOwnIsKnownByTheNameInItsDescription(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("model.yaml"),
        Files.readString(EXAMPLE).replace("high-score: 0.5 ", "high-score: 0.35 "));
    Files.writeString(folder.resolve("labels.txt"), "person\n");

    assertThat(scores(Map.of("detector.model", folder.toString())).of("my-detector"))
        .isEqualTo(new TrackScores(0.35, 0.3, 0.6));
  }

  @Test
  void aModelThatIsOnlyOnTheTaskManagersHasTheUsualScores() {
    assertThat(scores(Map.of("detector.model", "/no/such/model")).of("theirs"))
        .isEqualTo(TrackScores.DEFAULT);
  }

  @Test
  void aLowScoreAboveTheModelsHighOneIsRefused() {
    Map<String, String> settings =
        Map.of("detector.model", "centernet-mobilenet-v3-coco", "tracking.low-score", "0.45");

    assertThatThrownBy(() -> scores(settings))
        .hasMessageContaining(
            "'tracking.low-score' is 0.45; it must be at most 'tracking.high-score', 0.4.");
    assertThat(scores(Map.of("tracking.low-score", "0.45")).of("any").low()).isEqualTo(0.45);
  }

  private static TrackScoreBook scores(Map<String, String> settings) {
    return TrackingOptions.of(Configuration.fromMap(settings)).scores();
  }
}
