package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.image.Image;
import io.manako.media.VideoReader;
import io.manako.testkit.footage.Footage;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with all its real parts, 60 frames of two cameras. */
class DemoTest {
  private static final int FRAMES = 60;

  @TempDir static Path output;
  private static String screen = "";
  private static boolean complete;

  @BeforeAll
  static void runTheDemo() throws Exception {
    DemoTrial demo = DemoTrial.run(2, FRAMES, output);
    complete = demo.complete();
    screen = demo.screen();
  }

  @Test
  void everyFrameIsAccountedFor() throws IOException {
    assertThat(complete).isTrue();
    assertThat(results("cam-1").keySet()).hasSize(FRAMES);
    assertThat(results("cam-2").keySet()).hasSize(FRAMES);
    assertThat(screen).contains("120 frames in, 120 out, 0 dead letters");
  }

  @Test
  void bothCamerasSawTheSame() throws IOException {
    Map<Long, List<DetectedObject>> first = results("cam-1");
    Map<Long, List<DetectedObject>> second = results("cam-2");
    for (long frame = 0; frame < FRAMES; frame++) {
      assertThat(boxes(second.get(frame))).as("frame %d", frame).isEqualTo(boxes(first.get(frame)));
    }
  }

  @Test
  void theBoxesAreWherePedestriansAre() throws IOException {
    Map<Long, List<Box>> pedestrians = pedestrians();
    Map<Long, List<DetectedObject>> seen = results("cam-1");
    int found = 0;
    int persons = 0;
    for (Map.Entry<Long, List<Box>> frame : pedestrians.entrySet()) {
      for (DetectedObject object : seen.getOrDefault(frame.getKey() - 1, List.of())) {
        if (object.label().equals("person")) {
          persons++;
          found += frame.getValue().stream().anyMatch(p -> p.iou(object.box()) >= 0.5) ? 1 : 0;
        }
      }
    }
    assertThat(found).as("pedestrians found in %d frames", pedestrians.size()).isGreaterThan(12);
    assertThat((double) found / persons).as("share of persons that are there").isGreaterThan(0.6);
  }

  @Test
  void theAnnotatedVideoHasBoxesWherePedestriansAre() throws Exception {
    Map<Long, List<Box>> pedestrians = pedestrians();
    Map<Long, List<DetectedObject>> seen = results("cam-1", "tracks.jsonl");
    int people = 0;
    int framed = 0;
    try (VideoReader before = VideoReader.open(Footage.fetch().toString());
        VideoReader after = VideoReader.open(output.resolve("annotated.mp4").toString())) {
      for (long frame = 0; frame < FRAMES; frame++) {
        Image plain = before.next().image();
        Image drawn = after.next().image();
        for (Box person : pedestrians.getOrDefault(frame + 1, List.of())) {
          for (DetectedObject object : seen.get(frame)) {
            if (object.label().equals("person") && object.box().iou(person) >= 0.5) {
              people++;
              framed += changedShare(plain, drawn, object.box()) > 0.6 ? 1 : 0;
            }
          }
        }
      }
    }
    assertThat(people).isGreaterThan(12);
    assertThat((double) framed / people).as("share of people with a frame").isGreaterThan(0.8);
  }

  /** Share of a box's left and right edge that looks different in two pictures. */
  private static double changedShare(Image plain, Image drawn, Box box) {
    int changed = 0;
    int looked = 0;
    for (int y = (int) box.y() + 2; y < box.bottom() - 2; y++) {
      for (float x : new float[] {box.x(), box.right()}) {
        int at = 3 * (y * plain.width() + Math.min((int) x, plain.width() - 1));
        int difference = 0;
        for (int channel = 0; channel < 3; channel++) {
          int was = plain.rgb()[at + channel] & 0xff;
          difference += Math.abs(was - (drawn.rgb()[at + channel] & 0xff));
        }
        looked++;
        changed += difference > 60 ? 1 : 0;
      }
    }
    return (double) changed / looked;
  }

  @Test
  void theAnnotatedVideoHasEveryFrame() throws IOException {
    try (VideoReader video = VideoReader.open(output.resolve("annotated.mp4").toString())) {
      assertThat(video.width()).isEqualTo(768);
      assertThat(video.height()).isEqualTo(576);
      assertThat(video.framesPerSecond()).isEqualTo(10);
      int frames = 0;
      while (video.next() != null) {
        frames++;
      }
      assertThat(frames).isEqualTo(FRAMES);
    }
  }

  @Test
  void theContactSheetIsAPicture() throws IOException {
    assertThat(ImageIO.read(output.resolve("contact-sheet.png").toFile()).getWidth())
        .isGreaterThan(1000);
  }

  @Test
  void theSummaryHoldsTheLedger() throws IOException {
    assertThat(Files.readString(output.resolve("summary.md")))
        .contains("| cam-1 | 60 |")
        .contains("| person |")
        .containsPattern("Camera cam-1 saw \\d+ different people in \\d+ tracks")
        .contains("| cam-1 | corner |")
        .contains("| cam-2 | road | → left_to_right |")
        .contains("ssdlite-mobilenet-v2-coco")
        .doesNotContain("**no**");
  }

  @Test
  void theCamerasHaveTheSameTracksAndEvents() throws IOException {
    List<String> first = told("cam-1");
    assertThat(first).anyMatch(line -> line.contains("\"track_id\":1,"));
    assertThat(first).anyMatch(line -> line.contains("\"kind\":\"zone.enter\""));
    assertThat(told("cam-2")).hasSameSizeAs(first);
    assertThat(screen)
        .contains("cam-1  ", " different people in ", "zone corner: ", "line road: → ");
  }

  /** The lines about a camera in the files of tracks and events. */
  private static List<String> told(String camera) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(output.resolve("tracks.jsonl")));
    lines.addAll(Files.readAllLines(output.resolve("events.jsonl")));
    lines.removeIf(line -> !line.contains("\"camera_id\":\"" + camera + "\""));
    return lines;
  }

  private static List<String> boxes(List<DetectedObject> objects) {
    return objects.stream().map(o -> o.label() + o.score() + o.bbox()).toList();
  }

  private static Map<Long, List<DetectedObject>> results(String camera) throws IOException {
    return results(camera, "detections.jsonl");
  }

  private static Map<Long, List<DetectedObject>> results(String camera, String file)
      throws IOException {
    Map<Long, List<DetectedObject>> results = new HashMap<>();
    for (String line : Files.readAllLines(output.resolve(file))) {
      ResultRecord result = ResultRecord.parse(line.getBytes(UTF_8));
      if (result.cameraId().equals(camera)) {
        assertThat(results.put(result.sequence(), result.objects())).isNull();
      }
    }
    return results;
  }

  private static Map<Long, List<Box>> pedestrians() throws IOException {
    Map<Long, List<Box>> boxes = new HashMap<>();
    try (InputStream in = DemoTest.class.getResourceAsStream("vtest-pedestrians.csv")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] f = line.split(",", -1);
          boxes
              .computeIfAbsent(Long.valueOf(f[0]), frame -> new ArrayList<>())
              .add(new Box(number(f[2]), number(f[3]), number(f[4]), number(f[5])));
        }
      }
    }
    return boxes;
  }

  private static float number(String text) {
    return Float.parseFloat(text);
  }
}
