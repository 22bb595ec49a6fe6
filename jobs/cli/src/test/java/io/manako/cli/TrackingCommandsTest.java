package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrackingCommandsTest {
  private static final int FRAMES = 50;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void boxesBecomeTracksThatAreMeasured() throws IOException {
    Path truth = file("gt.txt", lines(true));
    Path detections = file("det.txt", lines(false));
    Path tracks = folder.resolve("tracks.txt");

    assertThat(run("track", "--detections", detections, "--output", tracks)).isZero();
    assertThat(run("eval", "mot", "--gt", truth, "--tracks", tracks, "--json")).isZero();

    JsonNode scores = new ObjectMapper().readTree(out.toString());
    assertThat(scores.get("id_switches").asInt()).isZero();
    assertThat(scores.get("misses").asInt()).isEqualTo(2);
    assertThat(scores.get("mota").asDouble()).isEqualTo(0.98);
    assertThat(scores.get("idf1").asDouble()).isEqualTo(0.989899);
  }

  @Test
  void recordsOfTheTracksTopicAreMeasuredLikeAFileOfTracks() throws IOException {
    Path truth = file("gt.txt", lines(true));
    Path tracks = file("tracks.jsonl", records("cam-1", "person"));

    assertThat(run("eval", "mot", "--gt", truth, "--tracks", tracks, "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("mota").asDouble()).isEqualTo(1);
  }

  @Test
  void ofSeveralCamerasOneMustBeChosen() throws IOException {
    Path truth = file("gt.txt", lines(true));
    List<String> both = new ArrayList<>(records("cam-1", "person"));
    both.addAll(records("cam-2", "dog"));
    Path tracks = file("tracks.jsonl", both);

    assertThat(run("eval", "mot", "--gt", truth, "--tracks", tracks)).isEqualTo(1);
    assertThat(err.toString()).contains("of cam-1, cam-2; choose one with --camera");
    assertThat(
            run(
                "eval",
                "mot",
                "--gt",
                truth,
                "--tracks",
                tracks,
                "--camera",
                "cam-2",
                "--class",
                "dog",
                "--json"))
        .isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("recall").asDouble()).isEqualTo(1);
  }

  @Test
  void theTracksOfATopicAreMeasured() throws Exception {
    Path truth = file("gt.txt", lines(true));
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopics(1, "video.tracks");
      Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (var producer =
          new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        for (String record : records("cam-1", "person")) {
          producer.send(new ProducerRecord<>("video.tracks", "cam-1", record));
        }
      }
      String brokers = kafka.bootstrapServers();

      assertThat(
              run(
                  "eval",
                  "mot",
                  "--gt",
                  truth,
                  "--tracks",
                  "video.tracks",
                  "-b",
                  brokers,
                  "--json"))
          .isZero();
      assertThat(run("eval", "mot", "--gt", truth, "--tracks", "video.track", "-b", brokers))
          .isEqualTo(1);
    }

    assertThat(new ObjectMapper().readTree(out.toString()).get("idf1").asDouble()).isEqualTo(1);
    assertThat(err.toString()).contains("topic video.track does not exist");
  }

  /** The ground truth as the job would tell it. */
  private static List<String> records(String camera, String label) {
    List<String> records = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      records.add(
          String.format(
              Locale.ROOT,
              """
          {"schema":"video.tracks/1","frame_id":"%1$s/0/%2$d","camera_id":"%1$s",\
          "stream_epoch":"0","sequence":%2$d,"event_time":"2026-01-05T10:00:00Z","pts_ns":null,\
          "source":{"topic":"t","partition":0,"offset":0,"index":0},\
          "image":{"width":768,"height":576},"status":"ok","status_reason":null,\
          "model":{"name":"m","version":"1","sha256":"0","engine":"java","score_threshold":0.5,\
          "iou_threshold":0.5,"label_map":"coco-90"},"objects":[\
          {"detection_id":"a","track_id":4,"class_id":1,"label":"%3$s","score":0.9,\
          "bbox":[%4$d,100,30,80]},{"detection_id":"b","track_id":9,"class_id":1,"label":"%3$s",\
          "score":0.8,"bbox":[%5$d,110,30,80]},{"detection_id":"c","track_id":null,"class_id":1,\
          "label":"%3$s","score":0.8,"bbox":[1,1,30,80]}]}""",
              camera,
              f - 1,
              label,
              100 + 8 * f,
              500 - 8 * f));
    }
    return records;
  }

  @Test
  void tracksGoToTheStandardOutputWithoutAFile() throws IOException {
    run("track", "--detections", file("det.txt", lines(false)));

    assertThat(out.toString().lines()).hasSize(2 * (FRAMES - 1));
    assertThat(out.toString()).startsWith("2,1,");
  }

  @Test
  void theThresholdsFollowTheScoresOfTheFile() throws IOException {
    List<String> sure = lines(false).stream().map(l -> l.replaceAll("0\\.[89]$", "0.97")).toList();

    assertThat(run("track", "--detections", file("sure.txt", sure))).isZero();
    assertThat(err.toString()).contains("high 0.8, low 0.3, new track 0.9");
    assertThat(run("track", "--detections", file("det.txt", lines(false)))).isZero();
    assertThat(err.toString()).contains("high 0.5, low 0.3, new track 0.6");
  }

  @Test
  void thresholdsThatAreGivenAreNotChosen() throws IOException {
    Path detections = file("det.txt", lines(false));

    assertThat(run("track", "--detections", detections, "--high-score", "0.85")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).doesNotContain("thresholds");
    assertThat(run("track", "--detections", detections, "--low-score", "0.2")).isZero();
    assertThat(err.toString()).contains("high 0.5, low 0.2, new track 0.6");
  }

  @Test
  void boxesAreSmoothedUnlessTheDetectedOnesAreAskedFor() throws IOException {
    List<String> jumps = new ArrayList<>();
    for (int f = 1; f <= 10; f++) {
      jumps.add(f + ",-1," + (f == 10 ? 110 : 100) + ",100,30,80,0.9");
    }
    Path detections = file("det.txt", jumps);

    run("track", "--detections", detections, "--detected-boxes");
    assertThat(out.toString()).contains("10,1,110.00,100.00,30.00,80.00");
    run("track", "--detections", detections);
    assertThat(out.toString().lines().toList().get(17))
        .startsWith("10,1,10")
        .doesNotContain("110.00");
  }

  @Test
  void boxesAreMeasuredForPeople() throws IOException {
    run(
        "eval",
        "boxes",
        "--gt",
        file("gt.txt", lines(true)),
        "--detections",
        file("det.txt", lines(false)));

    assertThat(out.toString()).contains("AP at IoU 0.50:0.95").contains("100.0 %");
  }

  @Test
  void aBrokenFileIsNamedWithItsLine() throws IOException {
    Path broken = file("gt.txt", List.of("1,1,0,0,10,10,1", "hello"));

    assertThat(run("eval", "mot", "--gt", broken, "--tracks", broken)).isEqualTo(1);
    assertThat(err.toString()).contains("gt.txt, line 2 has 1 fields").doesNotContain("Exception");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run("track", "--detections", folder.resolve("none.txt"))).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file").contains("none.txt");
  }

  @Test
  void aThresholdOutOfRangeIsNamed() throws IOException {
    Path detections = file("det.txt", lines(false));

    assertThat(run("track", "--detections", detections, "--high-score", "7")).isEqualTo(1);
    assertThat(err.toString()).contains("high-score is 7.0, it must be 0 … 1");
  }

  private int run(Object... words) {
    String[] args = new String[words.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = words[i].toString();
    }
    CommandLine line = Manako.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  /** Two people who walk through each other. */
  private static List<String> lines(boolean withIds) {
    List<String> lines = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      lines.add(
          String.format(Locale.ROOT, "%d,%d,%d,100,30,80,0.9", f, withIds ? 4 : -1, 100 + 8 * f));
      lines.add(
          String.format(Locale.ROOT, "%d,%d,%d,110,30,80,0.8", f, withIds ? 9 : -1, 500 - 8 * f));
    }
    return lines;
  }
}
