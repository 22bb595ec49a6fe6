package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes videos frame by frame, in the order in which they are shown, with FFmpeg on the caller's
 * thread. {@link GopRules} apply to a record in memory, {@link TolerantRules} to a file or live
 * stream.
 */
final class VideoStream implements AutoCloseable {
  private final VideoInput input;
  private final PacketSource packets;
  private final StreamRules rules;
  private final StreamClock clock;
  private final RgbConverter converter;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private @Nullable AVCodecContext decoder;
  private boolean drained;
  private boolean closed;
  private long nanos;

  /** Parts of a stream, which are closed with the stream. */
  record Parts(
      VideoInput input,
      PacketSource packets,
      StreamRules rules,
      StreamClock clock,
      RgbConverter converter) {}

  VideoStream(Parts parts) {
    this.input = parts.input;
    this.packets = parts.packets;
    this.rules = parts.rules;
    this.clock = parts.clock;
    this.converter = parts.converter;
  }

  /** Opens a record, which must be whole and within the limits. */
  static VideoStream of(FrameFormat format, byte[] bytes, DecodeLimits limits)
      throws MalformedFrameException {
    GopRules rules = new GopRules(format, limits);
    VideoInput input = VideoInput.of(format, bytes, rules.codecs());
    ContainerClock clock = new ContainerClock(input.hasClock());
    return new VideoStream(new Parts(input, input, rules, clock, new RgbConverter()));
  }

  /**
   * Advances to the next frame.
   *
   * @return false at the end
   */
  boolean advance() throws MalformedFrameException {
    while (true) {
      int status = decoder == null ? AVERROR_EAGAIN() : avcodec_receive_frame(decoder, frame);
      if (status >= 0 && decoder != null) {
        if (rules.takes(frame)) {
          nanos = rules.time(clock.nanos(frame, decoder));
          return true;
        }
      } else if (status == AVERROR_EAGAIN() && !drained) {
        feed();
      } else {
        checkFlaw(status);
        if (drained) {
          rules.end();
          return false;
        }
      }
    }
  }

  private void checkFlaw(int status) throws MalformedFrameException {
    if (status < 0 && status != AVERROR_EOF() && status != AVERROR_EAGAIN()) {
      rules.flaw(status);
    }
  }

  private void feed() throws MalformedFrameException {
    int status = packets.read(packet);
    if (status < 0) {
      drained = true;
      if (status != AVERROR_EOF()) {
        rules.breakOff(input.reason(status));
      }
      send(null);
      return;
    }
    try {
      if (rules.takes(packet, decoder())) {
        send(packet);
      }
    } finally {
      av_packet_unref(packet);
    }
  }

  private void send(@Nullable AVPacket sent) throws MalformedFrameException {
    if (decoder != null) {
      checkFlaw(avcodec_send_packet(decoder, sent));
    }
  }

  private AVCodecContext decoder() throws MalformedFrameException {
    AVCodecContext open = decoder == null ? VideoCodec.open(input.video(), rules) : decoder;
    decoder = open;
    return open;
  }

  /** Number of pixels of the frame, without a conversion. */
  long pixels() {
    return (long) frame.width() * frame.height();
  }

  /** The frame as an upright picture in RGB. */
  Image image() throws MalformedFrameException {
    return converter.convert(frame);
  }

  /** Time at which the frame is shown, in nanoseconds since the first one. */
  long ptsNanos() {
    return nanos;
  }

  /** Frames a second as the bitstream states them; 0 if it does not, or before the first frame. */
  double codedRate() {
    return decoder == null || decoder.framerate().den() <= 0
        ? 0
        : (double) decoder.framerate().num() / decoder.framerate().den();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (decoder != null) {
      avcodec_free_context(decoder);
    }
    if (packets instanceof LivePackets live) {
      live.close();
    }
    input.close();
    converter.close();
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
