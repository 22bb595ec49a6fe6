package io.manako.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.ChildJvm;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolatedDecoderTest {
  private static final Isolation PATIENT = new Isolation(Duration.ofSeconds(30), 1L << 30);

  @AfterEach
  void noProcessIsLeft() {
    Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> decoders().isEmpty());
  }

  private static List<ProcessHandle> decoders() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  @Test
  void picturesAndVideosAreTheSameAsInThisProcess() throws Exception {
    List<byte[]> records = new ArrayList<>();
    for (String extension : List.of(".jpg", ".png", ".webp", ".bmp")) {
      records.add(Pictures.encode(extension, Pictures.scene(640, 480)));
    }
    for (FrameFormat format : List.of(FrameFormat.MP4, FrameFormat.MPEG_TS, FrameFormat.H264)) {
      records.add(Videos.encode(format, 12));
    }
    byte[] whole = records.get(0);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    try (Decoder isolated = new IsolatedDecoder(DecodeLimits.DEFAULT, Codec.NATIVE, PATIENT);
        Decoder here = new FrameDecoder(DecodeLimits.DEFAULT)) {
      for (byte[] record : records) {
        assertSame(decode(isolated, record), decode(here, record));
      }
      assertThat(refusal(isolated, half)).isEqualTo(refusal(here, half));
    }
  }

  @Test
  void everyLimitHoldsInTheProcessToo() throws Exception {
    byte[] picture = Pictures.encode(".png", Pictures.scene(64, 48));
    byte[] video = Videos.encode(FrameFormat.H264, 4);
    List<DecodeLimits> limits =
        List.of(
            new DecodeLimits(63, 4096, 1 << 20),
            new DecodeLimits(4096, 47, 1 << 20),
            new DecodeLimits(4096, 4096, 100),
            new DecodeLimits(4096, 4096, 1 << 20, 1));
    assertThat(limits).hasSameSizeAs(DecodeLimits.class.getRecordComponents());
    for (DecodeLimits limit : limits) {
      byte[] record = limit.maxVideoPixels() == 1 ? video : picture;
      try (Decoder isolated = new IsolatedDecoder(limit, Codec.NATIVE, PATIENT);
          Decoder here = new FrameDecoder(limit)) {
        assertThat(refusal(isolated, record)).isEqualTo(refusal(here, record)).contains("limit is");
      }
      assertThat(DecodeLimits.ofArguments(limit.toArguments())).isEqualTo(limit);
    }
  }

  private static void assertSame(
      List<DecoderReply.Frame> frames, List<DecoderReply.Frame> expected) {
    assertThat(frames).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).image().rgb()).isEqualTo(expected.get(i).image().rgb());
      assertThat(frames.get(i).ptsNanos()).isEqualTo(expected.get(i).ptsNanos());
    }
  }

  private static List<DecoderReply.Frame> decode(Decoder decoder, byte[] record)
      throws MalformedFrameException {
    List<DecoderReply.Frame> frames = new ArrayList<>();
    decoder.decode(
        record, null, (image, i, pts) -> frames.add(new DecoderReply.Frame(image, i, pts)));
    return frames;
  }

  private static String refusal(Decoder decoder, byte[] record) {
    try {
      decode(decoder, record);
    } catch (MalformedFrameException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("decoded");
  }

  @ParameterizedTest
  @CsvSource({
    "crash, ended with exit code 1",
    "exit, ended with exit code 3",
    "hang, gave no answer within 3000 ms and was killed",
    "eat, took more than 512 MiB and was killed",
    "lie, gave an answer that is none and was killed"
  })
  void whatADecoderDoesNotSurviveIsRefusedAndTheNextRecordIsDecoded(String word, String reason)
      throws Exception {
    byte[] picture = Pictures.encode(".png", Pictures.scene(32, 24));
    // Only who hangs may be killed for its time, however busy the machine is.
    Duration timeout = word.equals("hang") ? Duration.ofSeconds(3) : Duration.ofMinutes(2);
    Isolation isolation = new Isolation(timeout, 512L << 20);
    long before = IsolatedDecoder.deaths();
    try (Decoder decoder = fragile(DecodeLimits.DEFAULT, isolation)) {
      assertThat(decode(decoder, picture)).hasSize(1);
      String refusal = refusal(decoder, word.getBytes(ISO_8859_1));
      assertThat(refusal).endsWith("while it decoded this record");
      assertThat(refusal).contains(reason);
      assertThat(decode(decoder, picture)).hasSize(1);
      assertThat(IsolatedDecoder.deaths() - before).isOne();
      assertThat(decoders()).hasSize(1);
    }
  }

  @Test
  void aProcessThatDiesOnceBetweenFramesDeliversAllOfThemOnce(@TempDir Path folder)
      throws Exception {
    Path once = Files.createFile(folder.resolve("once"));
    try (Decoder decoder = fragile(DecodeLimits.DEFAULT, PATIENT)) {
      List<DecoderReply.Frame> frames =
          decode(decoder, ("frames 6 4 once " + once).getBytes(ISO_8859_1));
      assertThat(frames).extracting(DecoderReply.Frame::index).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(once).doesNotExist();
    }
  }

  @Test
  void aRecordThatAlwaysKillsBetweenFramesIsRefusedBehindThoseThatCame() throws Exception {
    byte[] picture = Pictures.encode(".png", Pictures.scene(32, 24));
    List<Integer> delivered = new ArrayList<>();
    long before = IsolatedDecoder.deaths();
    try (Decoder decoder = fragile(DecodeLimits.DEFAULT, PATIENT)) {
      assertThatThrownBy(
              () ->
                  decoder.decode(
                      "frames 6 4".getBytes(ISO_8859_1), null, (image, i, pts) -> delivered.add(i)))
          .isInstanceOf(MalformedFrameException.class)
          .hasMessage("the decoder's process ended with exit code 3 while it decoded this record");
      assertThat(delivered).doesNotHaveDuplicates().isSorted().startsWith(0, 1, 2);
      assertThat(IsolatedDecoder.deaths() - before).isEqualTo(2);
      assertThat(decode(decoder, picture)).hasSize(1);
    }
  }

  private static Decoder fragile(DecodeLimits limits, Isolation isolation) {
    return new IsolatedDecoder(FragileDecoderMain.class, limits, Codec.NATIVE, isolation);
  }

  @Test
  void theProcessSeesNoEnvironmentOfTheJob() throws Exception {
    assertThat(System.getenv()).containsKey("PATH");
    try (Decoder decoder = fragile(DecodeLimits.DEFAULT, PATIENT)) {
      assertThat(refusal(decoder, "environment".getBytes(ISO_8859_1)))
          .doesNotContain("PATH")
          .contains("OPENCV_IO_MAX_IMAGE_PIXELS");
    }
  }

  @Test
  void aProcessThatDoesNotStartIsASentence() {
    assertThatThrownBy(() -> fragile(new DecodeLimits(17, 17, 1000), PATIENT))
        .isInstanceOf(DecoderUnavailableException.class)
        .hasMessageContaining("decode.isolation is process, but the decoder's process ended with")
        .hasMessageContaining("a library is missing");
  }

  @Test
  void theClassPathHoldsTheJarsOfAJobsClassLoader() throws MalformedURLException {
    URL jar = URI.create("file:/opt/flink/usrlib/job.jar").toURL();
    URL own = IsolatedDecoder.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {own, jar}, null)) {
      Class<?> type = loader.loadClass(DecodeLimits.class.getName());
      assertThat(ClassPath.of(type)).contains("/opt/flink/usrlib/job.jar").contains("classes");
    } catch (ClassNotFoundException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClassOfTheJdkHasNoClassPath() {
    assertThatThrownBy(() -> ClassPath.of(String.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is in no file that another JVM can load");
  }

  @Test
  void theProcessEndsWithItsJobEvenWhileItHangs() throws Exception {
    Process job =
        ChildJvm.builder(HangingJobMain.class, List.of())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      long decoder = Long.parseLong(job.inputReader().readLine());
      Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> isBusy(decoder));
      job.destroyForcibly().waitFor();
      Awaitility.await()
          .atMost(2, TimeUnit.MINUTES)
          .until(() -> ProcessHandle.of(decoder).filter(ProcessHandle::isAlive).isEmpty());
    } finally {
      job.destroyForcibly();
    }
  }

  /** Whether it has computed for longer than its start takes: it hangs in a loop. */
  private static boolean isBusy(long pid) throws Exception {
    String[] stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat")).split(" ", -1);
    return Long.parseLong(stat[13]) > 300;
  }

  /** A job whose decoder hangs; prints the decoder's process id. */
  static final class HangingJobMain {
    private HangingJobMain() {}

    public static void main(String[] arguments) throws Exception {
      try (Decoder decoder =
          fragile(DecodeLimits.DEFAULT, new Isolation(Duration.ofHours(1), 1L << 30))) {
        System.out.println(decoders().get(0).pid());
        decode(decoder, "hang".getBytes(ISO_8859_1));
      }
    }
  }
}
