package io.manako.cli;

import io.manako.cli.capture.Camera;
import io.manako.cli.capture.EncodedFrames;
import io.manako.cli.capture.FrameEncoder;
import io.manako.cli.capture.FrameProducer;
import io.manako.cli.capture.FrameSource;
import io.manako.cli.capture.LoopingSource;
import io.manako.cli.capture.Pacer;
import io.manako.cli.capture.PictureSource;
import io.manako.cli.capture.VideoSource;
import io.manako.cli.terminal.Screen;
import io.manako.cli.terminal.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A video, a folder or a live stream as one camera's frames. */
@Command(
    name = "produce",
    description = "Send a video, a folder of pictures or a live stream to Kafka as one camera.",
    footer = {
      "",
      "Examples:",
      "  ./manako produce street.mp4 --camera cam-1 --loop",
      "  ./manako produce rtsp://10.0.0.7/stream --camera gate --as gop",
      "  ./manako produce pictures/ --camera cam-2 --fps 2"
    })
final class ProduceCommand implements Callable<Integer> {

  /** How a frame is packed. */
  enum Packing {
    /** One JPEG a frame. */
    JPEG,
    /** One fragmented MP4 for many frames: a tenth of the bytes, more delay. */
    GOP
  }

  /** How fast frames go out. */
  static final class Speed {
    @Option(
        names = "--fps",
        paramLabel = "N",
        description = "Give the frames this rate instead of the video's own.")
    private double framesPerSecond;

    @Option(names = "--realtime", description = "As fast as the video plays (default).")
    @SuppressWarnings("UnusedVariable") // the default, which may be said aloud
    private boolean realtime;

    @Option(names = "--max-speed", description = "As fast as Kafka takes them.")
    private boolean maxSpeed;
  }

  @Parameters(paramLabel = "FILE|DIR|URL", description = "What FFmpeg opens, or a folder.")
  private String input = "";

  @Option(
      names = {"-c", "--camera"},
      required = true,
      paramLabel = "ID",
      description = "The camera's id, the key of its records.")
  private String camera = "";

  @ArgGroup private Speed speed = new Speed();

  @Option(names = "--loop", description = "Begin again at the end, until Ctrl-C.")
  private boolean loop;

  @Option(
      names = "--as",
      paramLabel = "jpeg|gop",
      defaultValue = "jpeg",
      description = "One JPEG a frame, or one small MP4 a second (default: ${DEFAULT-VALUE}).")
  private Packing packing = Packing.JPEG;

  @Option(
      names = "--quality",
      paramLabel = "1…100",
      defaultValue = "90",
      description = "Of the JPEGs (default: ${DEFAULT-VALUE}).")
  private int quality = 90;

  @Option(
      names = "--topic",
      defaultValue = "video.frames",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private String topic = "video.frames";

  @Option(names = "--create-topics", description = "Create the topic if it is missing.")
  private boolean createTopics;

  @Option(names = "--max-frames", paramLabel = "N", description = "Stop after so many frames.")
  private long maxFrames = Long.MAX_VALUE;

  @Option(
      names = "--start-time",
      paramLabel = "TIME",
      description = "Capture time of the first frame, such as 2026-01-05T10:00:00Z (default: now).")
  private @Nullable Instant startTime;

  @Option(
      names = "--epoch",
      paramLabel = "TEXT",
      description = "The stream epoch (default: the start in ms, so that each start has its own).")
  private @Nullable String epoch;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopSignal stop = StopSignal.install();
    Screen screen = Screen.standard();
    try (FrameSource source = loop ? new LoopingSource(this::open) : open()) {
      kafka.requireTopics(createTopics ? 4 : 0, List.of(topic));
      Pacer pacer = new Pacer(!speed.maxSpeed && !isLive());
      try (FrameProducer producer = new FrameProducer(kafka.client(), topic, startCamera())) {
        pump(source, producer, new Progress(pacer, screen, stop));
        producer.flush();
        screen.done(
            String.format(
                Locale.ROOT,
                "%s: %d frames, %s sent to %s at %s",
                camera,
                producer.frames(),
                megabytes(producer.bytes()),
                topic,
                kafka.bootstrap()));
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  private record Progress(Pacer pacer, Screen screen, StopSignal stop) {}

  private void pump(FrameSource source, FrameProducer producer, Progress progress)
      throws IOException {
    long start = System.nanoTime();
    EncodedFrames next = source.next();
    while (next != null && producer.frames() < maxFrames && !progress.stop().requested()) {
      progress.pacer().await(next.ptsNanos(), progress.stop()::requested);
      producer.send(next);
      double seconds = Math.max(System.nanoTime() - start, 1) / 1e9;
      progress
          .screen()
          .live(
              String.format(
                  Locale.ROOT,
                  "%s  %d frames  %.1f frames/s  %s  at %s",
                  camera,
                  producer.frames(),
                  producer.frames() / seconds,
                  megabytes(producer.bytes()),
                  clock(next.ptsNanos())));
      next = source.next();
    }
  }

  private FrameSource open() throws IOException {
    Path path = isLive() ? null : Path.of(input);
    if (path != null && Files.isDirectory(path)) {
      if (packing == Packing.GOP) {
        throw new CommandException(
            "--as gop needs a video, and " + input + " is a folder of pictures; leave --as out");
      }
      return PictureSource.open(path, speed.framesPerSecond > 0 ? speed.framesPerSecond : 1);
    }
    if (path != null && !Files.exists(path)) {
      throw new NoSuchFileException(input);
    }
    return VideoSource.open(input, speed.framesPerSecond, this::encoder);
  }

  private FrameEncoder encoder(double framesPerSecond) {
    return packing == Packing.JPEG
        ? FrameEncoder.jpeg(quality)
        : FrameEncoder.gop((int) Math.max(1, Math.round(framesPerSecond)), framesPerSecond);
  }

  private boolean isLive() {
    return input.contains("://");
  }

  private Camera startCamera() {
    Camera now = Camera.startingNow(camera);
    return new Camera(
        camera, epoch == null ? now.epoch() : epoch, startTime == null ? now.start() : startTime);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String clock(long nanos) {
    Duration d = Duration.ofNanos(nanos);
    return String.format(Locale.ROOT, "%02d:%02d", d.toMinutes(), d.toSecondsPart());
  }
}
