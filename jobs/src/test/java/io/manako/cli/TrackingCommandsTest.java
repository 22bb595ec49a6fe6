package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void tracksGoToTheStandardOutputWithoutAFile() throws IOException {
    run("track", "--detections", file("det.txt", lines(false)));

    assertThat(out.toString().lines()).hasSize(2 * (FRAMES - 1));
    assertThat(out.toString()).startsWith("2,1,");
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
      lines.add("%d,%d,%d,100,30,80,0.9".formatted(f, withIds ? 4 : -1, 100 + 8 * f));
      lines.add("%d,%d,%d,110,30,80,0.8".formatted(f, withIds ? 9 : -1, 500 - 8 * f));
    }
    return lines;
  }
}
