package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.capture.PictureSource;
import io.manako.image.Image;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.Screen;
import io.manako.media.JpegEncoder;
import io.manako.media.VideoReader;
import io.manako.media.VideoWriter;
import io.manako.model.CatPhoto;
import io.manako.model.ModelStore;
import io.manako.testkit.footage.Footage;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect} and {@code classify} with the real models on a frame of the real video. */
class ModelTrialTest {
  @TempDir static Path folder;
  private static Path picture;
  private static Path clip;

  @BeforeAll
  static void cutTheVideo() throws Exception {
    Path video = Footage.fetch();
    picture = folder.resolve("yard.jpg");
    clip = folder.resolve("yard.mp4");
    try (VideoReader reader = VideoReader.open(video.toString());
        VideoWriter writer = new VideoWriter(clip, 10)) {
      for (int i = 0; i < 11; i++) {
        Image image = reader.next().image();
        writer.write(image);
        Files.write(picture, new JpegEncoder(90).encode(image));
      }
    }
  }

  @Test
  void detectFindsPeopleInAPictureAndDrawsThem() throws IOException {
    Path drawn = folder.resolve("drawn.png");

    CommandRun run = CommandRun.of("detect", picture.toString(), "--annotate", drawn.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("schema").asText()).isEqualTo("video.detections/1");
    assertThat(result.path("camera_id").asText()).isEqualTo("yard.jpg");
    assertThat(result.path("objects").findValuesAsText("label")).contains("person", "car");
    assertThat(ImageIO.read(drawn.toFile()).getWidth()).isEqualTo(768);
  }

  @Test
  void aFileThatCannotBeLookedAtDoesNotStopTheOthers() throws IOException {
    Path text = Files.writeString(folder.resolve("evil\u001b[2J.jpg"), "not a picture");
    Path missing = folder.resolve("missing.jpg");

    CommandRun run =
        CommandRun.of("detect", text + "", missing + "", folder + "", picture.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out()).contains("\"camera_id\":\"yard.jpg\"");
    assertThat(run.err().lines()).hasSize(4);
    assertThat(run.err())
        .contains("evil\\u001b[2J.jpg cannot be decoded")
        .contains("there is no file " + missing)
        .contains(folder + " is a folder; name the files in it")
        .endsWith("manako: 3 of 4 files could not be processed" + System.lineSeparator())
        .doesNotContain("\u001b");
  }

  @Test
  void theBytesOfAFileDecideWhatItIs() throws IOException {
    Path called = Files.createDirectory(folder.resolve("called"));
    Path jpeg = Files.copy(picture, called.resolve("a.png"));
    Path upper = Files.copy(picture, called.resolve("b.JPG"));
    Path mute = Files.copy(picture, called.resolve("c"));
    Path video = Files.copy(clip, called.resolve("d.dat"));
    Path disguised = Files.copy(clip, called.resolve("e.jpg"));

    CommandRun run =
        CommandRun.of("detect", jpeg + "", upper + "", mute + "", video + "", disguised + "");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(3 + 2 * 11);
    try (PictureSource pictures = PictureSource.open(called, 1)) {
      for (int i = 0; i < 3; i++) {
        assertThat(pictures.next().contentType()).isEqualTo("image/jpeg");
      }
      assertThat(pictures.next()).isNull();
    }
  }

  @Test
  void aHigherThresholdFindsLess() {
    CommandRun usual = CommandRun.of("detect", picture.toString());
    CommandRun strict = CommandRun.of("detect", picture.toString(), "--score", "0.99");

    assertThat(usual.out()).contains("\"person\"");
    assertThat(strict.out()).contains("\"status\":\"empty\"").doesNotContain("\"person\"");
  }

  @Test
  void aVideoGivesARecordAFrameAndAnAnnotatedVideo() throws IOException {
    Path out = folder.resolve("several");

    CommandRun run =
        CommandRun.of("detect", clip.toString(), picture.toString(), "--annotate", out.toString());

    assertThat(run.out().lines()).hasSize(12);
    assertThat(out.resolve("yard.png")).isRegularFile();
    try (VideoReader annotated = VideoReader.open(out.resolve("yard.mp4").toString())) {
      int frames = 0;
      while (annotated.next() != null) {
        frames++;
      }
      assertThat(frames).isEqualTo(11);
    }
  }

  @Test
  void aTrackedVideoGivesRecordsOfTracksAndEventsAndTracksToMeasure() throws IOException {
    Path scenes = folder.resolve("scenes.yaml");
    Files.writeString(
        scenes, "- camera_id: any\n  zones: [{id: yard, polygon: [[0,0],[1,0],[1,1],[0,1]]}]\n");
    Path out = folder.resolve("tracked.mp4");

    CommandRun run =
        CommandRun.of(
            "detect", clip + "", "--track", "--scenes", scenes + "", "--annotate", out + "");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(l -> l.contains("video.tracks/1"))).hasSize(11);
    assertThat(run.out()).contains("\"track_id\":1,", "\"kind\":\"zone.enter\"");
    assertThat(out).isNotEmptyFile();

    Path tracks = Files.writeString(folder.resolve("tracks.jsonl"), run.out());
    Path truth = Files.writeString(folder.resolve("gt.txt"), "1,1,10,10,30,80,1\n");
    CommandRun eval = CommandRun.of("eval", "mot", "--gt", truth + "", "--tracks", tracks + "");
    assertThat(eval.code()).isZero();
    assertThat(eval.out()).contains("MOTA");
  }

  @Test
  void byDefaultParkedCarsAreCarriedThroughAVideo() throws IOException {
    CommandRun run = CommandRun.of("detect", clip + "", "--track");

    assertThat(run.err()).isEmpty();
    List<ResultRecord> frames = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      frames.add(ResultRecord.parse(line.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(frames).hasSize(11);
    assertThat(frames.get(0).objects()).noneMatch(DetectedObject::carried);
    assertThat(frames.get(5).objects())
        .filteredOn(DetectedObject::carried)
        .anySatisfy(
            object -> {
              assertThat(object.label()).isEqualTo("car");
              assertThat(object.seenIn()).isEqualTo("yard.mp4/0/000000");
            });
  }

  @Test
  void withoutFocusNothingIsCarried() {
    CommandRun run = CommandRun.of("detect", clip + "", "--track", "-D", "detector.focus=off");

    assertThat(run.out()).contains("\"label\":\"car\"").doesNotContain("\"seen");
  }

  @Test
  void classifyNamesTheLikeliestClasses() throws IOException {
    CommandRun run = CommandRun.of("classify", picture.toString(), "--top", "3");

    assertThat(run.err()).isEmpty();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("schema").asText()).isEqualTo("video.classifications/1");
    assertThat(result.path("top_k")).hasSize(3);
  }

  @Test
  void segmentTintsTheCat() throws IOException {
    Path drawn = folder.resolve("cat.png");

    CommandRun run =
        CommandRun.of("segment", CatPhoto.file().toString(), "--annotate", drawn.toString());

    assertThat(run.err()).isEmpty();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("schema").asText()).isEqualTo("video.segmentations/1");
    assertThat(result.path("segments").findValuesAsText("label")).containsExactly("cat");
    int nose = ImageIO.read(drawn.toFile()).getRGB(488, 386);
    assertThat(nose >> 8 & 0xff).as("green").isGreaterThan(nose & 0xff);
  }

  @Test
  void aModelNameThatIsWrongNamesTheNearest() {
    CommandRun run = CommandRun.of("detect", picture.toString(), "--model", "ssdlite-mobilenet");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("ssdlite-mobilenet-v2-coco").hasLineCount(1);
  }

  @Test
  void aClassifierIsNoDetector() {
    CommandRun run =
        CommandRun.of("detect", picture.toString(), "--model", ModelPull.DEFAULT_CLASSIFIER);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("use ./manako classify").hasLineCount(1);
  }

  @Test
  void aDamagedModelIsNotUsed() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("damaged"));
    Screen silent =
        new Screen(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            false,
            80);
    Path model =
        new ModelPull(ModelStore.standard(), silent).get(ModelPull.DEFAULT_DETECTOR).folder();
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.write(copy.resolve("model.onnx"), new byte[] {1}, StandardOpenOption.APPEND);

    CommandRun run = CommandRun.of("detect", picture.toString(), "--model", copy.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("model.onnx").contains("sha256").hasLineCount(1);
  }

  @Test
  void aDamagedPictureIsOneSentence() throws IOException {
    byte[] whole = Files.readAllBytes(picture);
    Path half = folder.resolve("half.jpg");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));

    CommandRun run = CommandRun.of("detect", half.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("half.jpg cannot be decoded").hasLineCount(1);
  }
}
