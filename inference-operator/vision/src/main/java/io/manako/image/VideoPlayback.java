package io.manako.image;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * Plays the frames of a file or a live stream in the order in which they are shown, decoded as the
 * frames of a record are. A damaged frame is left out and counted. A playback is not thread-safe.
 */
public final class VideoPlayback implements AutoCloseable {
  private static final double DEFAULT_FRAMES_PER_SECOND = 25;
  private static final double MOST_FRAMES_PER_SECOND = 1000;

  /** Time without data after which a camera counts as gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Time without data after which a list of segments counts as gone: a segment's pictures arrive
   * all at once, and nothing in between.
   */
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
   * Size of the pictures.
   *
   * @param width width of the upright picture in pixels; 0 for the video's own
   * @param height height of the upright picture in pixels; 0 for the video's own
   */
  public record Size(int width, int height) {
    /** Size of the video. */
    public static final Size OWN = new Size(0, 0);
  }

  /**
   * Opens a file or a stream.
   *
   * @param address the address
   * @param size size of the pictures
   * @param stopped condition that ends waiting for the network, polled while it waits
   * @throws MalformedFrameException with a reason, without the address, if FFmpeg finds no video
   *     there
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

  /**
   * Advances to the next frame.
   *
   * @return false at the end, or where reading broke off
   */
  public boolean advance() throws MalformedFrameException {
    boolean more = stream.advance();
    if (more && origin == null) {
      origin = arrivals == null ? Instant.now() : arrivals.origin();
    }
    return more;
  }

  /** The frame as an upright picture. */
  public Image image() throws MalformedFrameException {
    return stream.image();
  }

  /**
   * Time at which the frame is shown, in nanoseconds since the first one; never less than that of
   * the frame before.
   */
  public long ptsNanos() {
    return stream.ptsNanos();
  }

  /**
   * Time at which the first frame was seen, by this machine's clock: the time of its arrival, less
   * the time that it had waited at the camera. For a file and for a list of segments, the time at
   * which it was read.
   *
   * @throws IllegalStateException if no frame was read
   */
  public Instant origin() {
    if (origin == null) {
      throw new IllegalStateException("no frame was read");
    }
    return origin;
  }

  /** Whether the video is a live stream, which has no known end. */
  public boolean isEndless() {
    return endless;
  }

  /** Whether frames arrive when they are seen; other videos can be read at any speed. */
  public boolean comesInRealTime() {
    return arrivals != null;
  }

  /** Nominal frames a second; 25 if the video does not state a rate. */
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

  /** Number of frames in the whole video as its container claims; 0 for a live stream. */
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

  /** Width of a file's upright pictures in pixels as the container claims; 0 if it does not. */
  public int width() {
    return isOnItsSide() ? parameters().height() : parameters().width();
  }

  /** Height of a file's upright pictures in pixels as the container claims; 0 if it does not. */
  public int height() {
    return isOnItsSide() ? parameters().width() : parameters().height();
  }

  private boolean isOnItsSide() {
    return DisplayMatrix.of(input.video()).isOnItsSide();
  }

  private AVCodecParameters parameters() {
    return input.video().codecpar();
  }

  /** Number of frames so far that could not be decoded and were left out. */
  public long damagedFrames() {
    return rules.damaged();
  }

  /** Reason for which reading ended before the end; null if it did not. */
  public @Nullable String breakOff() {
    return rules.reasonOfBreakOff();
  }

  @Override
  public void close() {
    stream.close();
  }
}
