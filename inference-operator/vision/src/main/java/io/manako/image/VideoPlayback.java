package io.manako.image;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a file or a live stream, in the order in which they are shown, decoded as the
 * frames of a record are. A damaged frame is left out and counted. Not thread-safe.
 */
public final class VideoPlayback implements AutoCloseable {
  private static final double DEFAULT_FRAMES_PER_SECOND = 25;
  private static final double MOST_FRAMES_PER_SECOND = 1000;

  /** A camera that sends no picture for so long is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Segments of a list come as files: their pictures all at once, and nothing in between. */
  private static final Duration PATIENCE_WITH_LISTS = Duration.ofSeconds(60);

  private final VideoInput input;
  private final VideoStream stream;
  private final TolerantRules rules;
  private final boolean endless;
  private final @Nullable ArrivalClock arrivals;
  private @Nullable Instant origin;

  private VideoPlayback(VideoInput input, boolean endless, RgbConverter converter) {
    this.input = input;
    this.endless = endless;
    this.rules = new TolerantRules();
    boolean immediate = endless && !input.isListOfSegments();
    ArrivalClock clock =
        immediate ? new ArrivalClock(input.hasClock(), Instant.now(), System::nanoTime) : null;
    this.arrivals = clock;
    this.stream =
        new VideoStream(
            new VideoStream.Parts(
                input,
                clock == null ? input : new LivePackets(input, clock),
                rules,
                clock == null ? new ContainerClock(input.hasClock()) : clock,
                converter));
  }

  /**
   * The size of the pictures.
   *
   * @param width of the upright picture in pixels; 0 for the video's own
   * @param height of the upright picture in pixels; 0 for the video's own
   */
  public record Size(int width, int height) {
    /** That of the video. */
    public static final Size OWN = new Size(0, 0);
  }

  /**
   * Opens a file or a stream.
   *
   * @param stopped asked while a network is waited for; true ends the waiting
   * @throws MalformedFrameException a reason, without the address, if FFmpeg finds no video there
   */
  public static VideoPlayback open(VideoAddress address, Size size, BooleanSupplier stopped)
      throws MalformedFrameException {
    return open(address, size, new Interruption(stopped, PATIENCE));
  }

  static VideoPlayback open(VideoAddress address, Size size, Interruption interruption)
      throws MalformedFrameException {
    VideoInput input = VideoInput.of(address, interruption);
    if (input.isListOfSegments()) {
      interruption.waitFor(PATIENCE_WITH_LISTS);
    }
    RgbConverter converter = new RgbConverter(size.width, size.height);
    return new VideoPlayback(input, input.isEndless(address), converter);
  }

  /** Goes on to the next frame; false at the end, or where reading broke off. */
  public boolean advance() throws MalformedFrameException {
    boolean more = stream.advance();
    if (more && origin == null) {
      origin = arrivals == null ? Instant.now() : arrivals.origin();
    }
    return more;
  }

  /** The frame, upright. */
  public Image image() throws MalformedFrameException {
    return stream.image();
  }

  /** When the frame is shown, in ns since the first one; never less than the frame's before. */
  public long ptsNanos() {
    return stream.ptsNanos();
  }

  /**
   * When the first frame was seen, by this machine's clock: the time of its arrival, less what it
   * had waited at the camera. Of a file, and of a list of segments, when it was read.
   */
  public Instant origin() {
    if (origin == null) {
      throw new IllegalStateException("no frame was read");
    }
    return origin;
  }

  /** Whether it is a live stream: it has no end, or none that is known. */
  public boolean isEndless() {
    return endless;
  }

  /** Whether frames come when they are seen; the others are read as fast as one likes. */
  public boolean comesInRealTime() {
    return arrivals != null;
  }

  /** The nominal rate; 25 if the video does not say. */
  public double framesPerSecond() {
    double rate = stream.codedRate();
    if (input.hasVideo() && input.hasClock()) {
      AVStream video = input.video();
      rate = usable(ratio(video.r_frame_rate()), rate);
      rate = usable(ratio(video.avg_frame_rate()), rate);
    }
    return usable(rate, DEFAULT_FRAMES_PER_SECOND);
  }

  private static double ratio(AVRational rate) {
    return rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
  }

  private static double usable(double rate, double otherwise) {
    return rate > 0 && rate <= MOST_FRAMES_PER_SECOND ? rate : otherwise;
  }

  /** Frames in the whole video as its container claims; 0 for a live stream. */
  public int claimedFrames() {
    if (!input.hasVideo() || endless) {
      return 0;
    }
    long counted = input.video().nb_frames();
    return (int)
        Math.min(
            counted > 0 ? counted : Math.round(input.seconds() * framesPerSecond()),
            Integer.MAX_VALUE);
  }

  /** Of a file's upright pictures in pixels, as the container claims; 0 if it does not. */
  public int width() {
    return isOnItsSide() ? parameters().height() : parameters().width();
  }

  /** Of a file's upright pictures in pixels, as the container claims; 0 if it does not. */
  public int height() {
    return isOnItsSide() ? parameters().width() : parameters().height();
  }

  private boolean isOnItsSide() {
    return DisplayMatrix.of(input.video()).isOnItsSide();
  }

  private AVCodecParameters parameters() {
    return input.video().codecpar();
  }

  /** Frames until now that could not be decoded and were left out. */
  public long damagedFrames() {
    return rules.damaged();
  }

  /** Why reading ended before the end; null if it did not. */
  public @Nullable String breakOff() {
    return rules.reasonOfBreakOff();
  }

  @Override
  public void close() {
    stream.close();
  }
}
