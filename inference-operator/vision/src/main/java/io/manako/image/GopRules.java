package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.time.Duration;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Rules for a record: the record holds one GOP within the limits, and the first flaw refuses it.
 */
final class GopRules implements StreamRules {
  /** Greatest number of frames in a record: 34 s at 30 frames a second. */
  static final int MAX_FRAMES = 1024;

  /** Greatest time from a record's first frame to its last: no camera's GOP is longer. */
  static final Duration MAX_SPAN = Duration.ofMinutes(10);

  static final String CODECS = "h264,hevc,mpeg4,vp9,libaom-av1";

  private static final double NANOS = 1e9;

  private final FrameFormat format;
  private final DecodeLimits limits;
  private final Av1Units av1;
  private long lastNanos;
  private long pixels;
  private int frames;
  private boolean started;

  GopRules(FrameFormat format, DecodeLimits limits) {
    FfmpegMemory.admit(limits);
    this.format = format;
    this.limits = limits;
    this.av1 = new Av1Units(limits);
  }

  @Override
  public String codecs() {
    return CODECS;
  }

  @Override
  public void prepare(AVCodecContext decoder, AVStream stream) throws MalformedFrameException {
    int width = stream.codecpar().width();
    int height = stream.codecpar().height();
    if (width != 0 || height != 0) {
      ImageHeader.checkSize(width, height, limits);
    }
    decoder.thread_count(1);
    decoder.max_pixels(limits.maxPixels());
    decoder.err_recognition(AV_EF_EXPLODE | AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER);
  }

  @Override
  public boolean takes(AVPacket packet, AVCodecContext decoder) throws MalformedFrameException {
    if (!started && (packet.flags() & AV_PKT_FLAG_KEY) == 0) {
      throw new MalformedFrameException(
          "the " + format + " record does not start at a key frame; send whole GOPs");
    }
    started = true;
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      throw new MalformedFrameException("the " + format + " record is cut off or damaged");
    }
    checkUnits(packet, decoder);
    return true;
  }

  /** Checks what decoders reserve memory for before they read it. */
  private void checkUnits(AVPacket packet, AVCodecContext decoder) throws MalformedFrameException {
    int codec = decoder.codec_id();
    if (codec == AV_CODEC_ID_AV1) {
      av1.add(Ffmpeg.bytes(packet.data(), packet.size()));
    }
    if (codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC) {
      byte[] parameters = Ffmpeg.bytes(decoder.extradata(), decoder.extradata_size());
      // FFmpeg spends about 3 KB on each unit of a packet, however small the unit is.
      int lengthBytes =
          codec == AV_CODEC_ID_H264
              ? NalUnits.lengthBytesOfAvc(parameters)
              : NalUnits.lengthBytesOfHevc(parameters);
      NalUnits.check(Ffmpeg.bytes(packet.data(), packet.size()), lengthBytes);
    }
  }

  @Override
  public boolean takes(AVFrame frame) throws MalformedFrameException {
    boolean corrupt = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    if (corrupt || frame.decode_error_flags() != 0) {
      throw new MalformedFrameException("frame " + frames + " of the record is damaged");
    }
    if (frames == MAX_FRAMES) {
      throw new MalformedFrameException(
          "the record holds more than " + MAX_FRAMES + " frames; send shorter GOPs");
    }
    ImageHeader.checkSize(frame.width(), frame.height(), limits);
    count((long) frame.width() * frame.height());
    frames++;
    return true;
  }

  private void count(long more) throws MalformedFrameException {
    pixels += more;
    if (pixels > limits.maxVideoPixels()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the record's first %d frames have %d pixels; the limit is %d: send shorter GOPs",
              frames + 1,
              pixels,
              limits.maxVideoPixels()));
    }
  }

  @Override
  public void flaw(int status) throws MalformedFrameException {
    Ffmpeg.check(status, "frame " + frames + " is corrupt");
  }

  @Override
  public void breakOff(String reason) throws MalformedFrameException {
    throw new MalformedFrameException(
        "the " + format + " record cannot be read to its end: " + reason);
  }

  /**
   * Checks a time, which becomes an event time: a hostile one must stay in the range that Kafka
   * takes.
   */
  @Override
  public long time(long nanos) throws MalformedFrameException {
    if (nanos < lastNanos || nanos > MAX_SPAN.toNanos()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              ("frame %d of the record is %.3f s after the first and its neighbour %.3f s; the times of"
                  + " a GOP must not go back nor span more than %d minutes"),
              frames - 1,
              nanos / NANOS,
              lastNanos / NANOS,
              MAX_SPAN.toMinutes()));
    }
    lastNanos = nanos;
    return nanos;
  }

  @Override
  public void end() throws MalformedFrameException {
    if (frames == 0) {
      throw new MalformedFrameException("the " + format + " record holds no video frame");
    }
  }
}
