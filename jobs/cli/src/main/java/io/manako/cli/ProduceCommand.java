package io.manako.cli;

import io.manako.cli.capture.Camera;
import io.manako.cli.capture.CaptureControl;
import io.manako.cli.capture.FrameEncoder;
import io.manako.cli.capture.FrameProducer;
import io.manako.cli.capture.FramePump;
import io.manako.cli.capture.FrameSource;
import io.manako.cli.capture.LiveCapture;
import io.manako.cli.capture.LoopingSource;
import io.manako.cli.capture.Pacer;
import io.manako.cli.capture.PictureSource;
import io.manako.cli.capture.VideoSource;
import io.manako.cli.defaults.JobDefault;
import io.manako.cli.kafka.KafkaOptions;
import io.manako.image.VideoAddress;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a video, a folder or a live stream as one camera's frames. */
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

  /** Packing of frames into records. */
  enum Packing {
    /** One JPEG per frame. */
    JPEG,
    /** One fragmented MP4 for many frames: a tenth of the bytes, more delay. */
    GOP
  }

  /** Options for the speed at which frames are sent. */
  static final class Speed {
    @Option(
        names = "--fps",
        paramLabel = "N",
        description = "Send at this frame rate instead of the video's own.")
    private double framesPerSecond;

    @Option(names = "--realtime", description = "Send as fast as the video plays (default).")
    @SuppressWarnings("UnusedVariable") // The default, which may also be stated.
    private boolean realtime;

    @Option(names = "--max-speed", description = "Send as fast as Kafka accepts.")
    private boolean maxSpeed;
  }

  @Parameters(
      paramLabel = "FILE|DIR|URL",
      description = "File or address that FFmpeg opens, or a" + " folder.")
  private String input = "";

  @Option(
      names = {"-c", "--camera"},
      required = true,
      paramLabel = "ID",
      description = "Id of the camera, which is the key of its records.")
  private String camera = "";

  @ArgGroup private Speed speed = new Speed();

  @Option(names = "--loop", description = "Start again at the end, until Ctrl-C.")
  private boolean loop;

  @Option(
      names = "--as",
      paramLabel = "jpeg|gop",
      defaultValue = "jpeg",
      description = "One JPEG per frame, or one small MP4 per second (default: ${DEFAULT-VALUE}).")
  private Packing packing = Packing.JPEG;

  @Option(
      names = "--quality",
      paramLabel = "1…100",
      defaultValue = "90",
      description = "Of the JPEGs (default: ${DEFAULT-VALUE}).")
  private int quality = 90;

  @JobDefault("topics.frames")
  @Option(names = "--topic", description = "Where to (default: ${DEFAULT-VALUE}).")
  private String topic = "";

  @Option(names = "--create-topics", description = "Create the topic if it is missing.")
  private boolean createTopics;

  @Option(names = "--max-frames", paramLabel = "N", description = "Stop after N frames.")
  private long maxFrames = Long.MAX_VALUE;

  @Option(
      names = "--start-time",
      paramLabel = "TIME",
      description = "Capture time of the first frame, such as 2026-01-05T10:00:00Z (default: now).")
  private @Nullable Instant startTime;

  @Option(
      names = "--epoch",
      paramLabel = "TEXT",
      description = {
        "Stream epoch (default: the start in ms, so that each start has its own).",
        "A live stream that reconnects continues with TEXT-2, TEXT-3 …"
      })
  private @Nullable String epoch;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopSignal stop = StopSignal.install();
    Screen screen = Screen.standard();
    try {
      if (isNetwork()) {
        sendAddress(stop, screen);
      } else {
        try (FrameSource source = loop ? new LoopingSource(this::open) : open()) {
          sendFile(source, stop, screen);
        }
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  /** Sends from an address, which may also lead to a file. */
  private void sendAddress(StopSignal stop, Screen screen)
      throws IOException, InterruptedException {
    // Connect to Kafka before the camera: frames sent meanwhile would get a later capture time.
    requireTopic();
    boolean again;
    try (VideoSource source = connect(stop)) {
      again = loop && !source.isEndless();
      if (source.isEndless()) {
        sendLive(source, stop, screen);
      } else if (!loop) {
        sendFile(source, stop, screen);
      }
    }
    if (again) {
      try (FrameSource rounds = new LoopingSource(() -> connect(stop))) {
        sendFile(rounds, stop, screen);
      }
    }
  }

  private void sendFile(FrameSource source, StopSignal stop, Screen screen)
      throws IOException, InterruptedException {
    requireTopic();
    Pacer pacer = new Pacer(!speed.maxSpeed);
    try (FrameProducer producer = newProducer()) {
      SentFrames sent = new SentFrames(camera, producer, screen);
      new FramePump(producer, sent, stop::requested, maxFrames).pump(source, pacer);
      producer.flush();
      String damage = source.damage();
      if (damage != null && !stop.requested()) {
        screen.note(input + ": " + damage);
      }
      conclude(stop, screen, sent);
    }
  }

  /** Sends a live stream until the user stops it, also when the camera drops the connection. */
  private void sendLive(VideoSource source, StopSignal stop, Screen screen)
      throws IOException, InterruptedException {
    try (FrameProducer producer = newProducer()) {
      SentFrames sent = new SentFrames(camera, producer, screen);
      new LiveCapture(
              new LiveCapture.Identity(camera, epoch, startTime),
              () -> connect(stop),
              new FramePump(producer, sent, stop::requested, maxFrames),
              CaptureControl.of(stop::requested, screen::note))
          .run(source);
      producer.flush();
      conclude(stop, screen, sent);
    }
  }

  /** Prints the end of sending. A stream that was interrupted is not shown as done. */
  private void conclude(StopSignal stop, Screen screen, SentFrames sent) {
    if (stop.requested()) {
      screen.line("  stopped; " + sent.summary() + whereTo());
    } else {
      screen.done(sent.summary() + whereTo());
    }
  }

  private void requireTopic() throws InterruptedException {
    kafka.requireTopics(createTopics ? 4 : 0, List.of(topic));
  }

  private FrameProducer newProducer() {
    return new FrameProducer(kafka.client(), topic, startCamera());
  }

  private String whereTo() {
    return " to " + topic + " at " + kafka.bootstrap();
  }

  private VideoSource connect(StopSignal stop) throws IOException {
    VideoReader reader = VideoReader.open(input, stop::requested);
    return VideoSource.of(reader, speed.framesPerSecond, this::encoder);
  }

  private FrameSource open() throws IOException {
    Path path = Path.of(input);
    if (Files.isDirectory(path)) {
      if (packing == Packing.GOP) {
        throw new CommandException(
            "--as gop needs a video, and " + input + " is a folder of pictures; leave --as out");
      }
      return PictureSource.open(path, speed.framesPerSecond > 0 ? speed.framesPerSecond : 1);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(input);
    }
    return VideoSource.open(input, speed.framesPerSecond, this::encoder);
  }

  private FrameEncoder encoder(double framesPerSecond) {
    return packing == Packing.JPEG
        ? FrameEncoder.jpeg(quality)
        : FrameEncoder.gop((int) Math.max(1, Math.round(framesPerSecond)), framesPerSecond);
  }

  private boolean isNetwork() {
    return new VideoAddress(input).isNetwork();
  }

  private Camera startCamera() {
    Camera now = Camera.startingNow(camera);
    return new Camera(
        camera, epoch == null ? now.epoch() : epoch, startTime == null ? now.start() : startTime);
  }
}
