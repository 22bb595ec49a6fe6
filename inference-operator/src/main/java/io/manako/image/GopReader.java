package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a GOP with FFmpeg: demux from memory, decode on one thread, stop at the first flaw.
 * The decoder never conceals an error.
 */
final class GopReader implements AutoCloseable {
  /** Of one record: 34 s at 30 frames a second. */
  static final int MAX_FRAMES = 1024;

  /** From a record's first frame to its last: frames further apart are no GOP of a camera. */
  static final Duration MAX_SPAN = Duration.ofMinutes(10);

  /** Between frames without a clock: 25 a second, as FFmpeg assumes too. */
  static final long NOMINAL_NANOS = 40_000_000;

  private static final int MAX_STREAMS = 16;
  private static final int BYTES_PER_PIXEL = 6;
  private static final String CODECS = "h264,hevc,mpeg4,vp9,libdav1d";
  private static final double NANOS = 1e9;

  static {
    av_log_set_level(AV_LOG_QUIET);
  }

  /** Takes decoded frames; the frame is FFmpeg's and valid during the call only. */
  interface Handler {
    void accept(AVFrame frame, int index, long ptsNanos) throws MalformedFrameException;
  }

  private final FrameFormat format;
  private final DecodeLimits limits;
  private final MemoryInput input;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private @Nullable AVFormatContext container;
  private @Nullable AVCodecContext decoder;
  private @Nullable AVStream video;
  private long firstPts = AV_NOPTS_VALUE;
  private long lastNanos;
  private long pixels;
  private int frames;

  GopReader(FrameFormat format, byte[] bytes, DecodeLimits limits) {
    // Of the whole process. No single block is larger than a frame of two bytes a sample.
    av_max_alloc((long) limits.maxWidth() * limits.maxHeight() * BYTES_PER_PIXEL + (1 << 20));
    this.format = format;
    this.limits = limits;
    this.input = new MemoryInput(bytes);
  }

  /** Decodes every frame, in presentation order. */
  void read(Handler handler) throws MalformedFrameException {
    AVFormatContext source = open();
    int status = av_read_frame(source, packet);
    while (status >= 0) {
      decode(source, handler);
      av_packet_unref(packet);
      status = av_read_frame(source, packet);
    }
    if (status != AVERROR_EOF()) {
      check(status, "the " + format + " record cannot be read to its end");
    }
    if (decoder != null) {
      check(avcodec_send_packet(decoder, null), "cannot finish decoding");
      receive(decoder, handler);
    }
    if (frames == 0) {
      throw new MalformedFrameException("the " + format + " record holds no video frame");
    }
  }

  private AVFormatContext open() throws MalformedFrameException {
    String demuxer = demuxer(format);
    try (PointerScope scope = new PointerScope();
        AVDictionary options = new AVDictionary(null)) {
      av_dict_set(options, "format_whitelist", demuxer, 0);
      // No protocol has this name, so whatever a record refers to cannot be opened.
      av_dict_set(options, "protocol_whitelist", "none", 0);
      if (format == FrameFormat.MP4) {
        av_dict_set(options, "enable_drefs", "0", 0);
        av_dict_set(options, "use_absolute_path", "0", 0);
      }
      av_dict_set(options, "codec_whitelist", CODECS, 0);
      AVFormatContext source = avformat_alloc_context();
      source.pb(input.context());
      source.max_streams(MAX_STREAMS);
      int status = avformat_open_input(source, "", av_find_input_format(demuxer), options);
      av_dict_free(options);
      check(status, "the bytes are not of the format " + format.contentType());
      container = source;
      return source;
    }
  }

  private static String demuxer(FrameFormat format) {
    return switch (format) {
      case MP4 -> "mov,mp4,m4a,3gp,3g2,mj2";
      case MPEG_TS -> "mpegts";
      case H264 -> "h264";
      default -> throw new IllegalArgumentException(format + " is not a video");
    };
  }

  private void decode(AVFormatContext source, Handler handler) throws MalformedFrameException {
    AVStream stream = source.streams(packet.stream_index());
    if (stream.codecpar().codec_type() != AVMEDIA_TYPE_VIDEO) {
      return;
    }
    if (decoder == null) {
      video = stream;
      decoder = openDecoder(stream);
    }
    if (video == null || stream.index() != video.index()) {
      return;
    }
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      throw new MalformedFrameException("the " + format + " record is cut off or damaged");
    }
    checkUnits(decoder);
    check(avcodec_send_packet(decoder, packet), "frame " + frames + " is corrupt");
    receive(decoder, handler);
  }

  /** FFmpeg spends some 3 KB on each unit of a packet, however small. */
  private void checkUnits(AVCodecContext context) throws MalformedFrameException {
    int codec = context.codec_id();
    if (codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC) {
      byte[] parameters = bytes(context.extradata(), context.extradata_size());
      int lengthBytes =
          codec == AV_CODEC_ID_H264
              ? NalUnits.lengthBytesOfAvc(parameters)
              : NalUnits.lengthBytesOfHevc(parameters);
      NalUnits.check(bytes(packet.data(), packet.size()), lengthBytes);
    }
  }

  private static byte[] bytes(@Nullable BytePointer data, int size) {
    byte[] bytes = new byte[data == null ? 0 : size];
    if (data != null) {
      data.get(bytes);
    }
    return bytes;
  }

  private AVCodecContext openDecoder(AVStream stream) throws MalformedFrameException {
    int width = stream.codecpar().width();
    int height = stream.codecpar().height();
    if (width != 0 || height != 0) {
      ImageHeader.checkSize(width, height, limits);
    }
    if ((packet.flags() & AV_PKT_FLAG_KEY) == 0) {
      throw new MalformedFrameException(
          "the " + format + " record does not start at a key frame; send whole GOPs");
    }
    AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null) {
      throw new MalformedFrameException("the video's codec is not one of " + CODECS);
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    decoder = context;
    check(avcodec_parameters_to_context(context, stream.codecpar()), "unusable codec parameters");
    context.thread_count(1);
    context.max_pixels((long) limits.maxWidth() * limits.maxHeight());
    context.err_recognition(AV_EF_EXPLODE | AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER);
    context.pkt_timebase(stream.time_base());
    try (PointerScope scope = new PointerScope();
        AVDictionary options = new AVDictionary(null)) {
      av_dict_set(options, "codec_whitelist", CODECS, 0);
      int status = avcodec_open2(context, codec, options);
      av_dict_free(options);
      check(status, "the video's codec is not one of " + CODECS);
    }
    return context;
  }

  private void receive(AVCodecContext context, Handler handler) throws MalformedFrameException {
    int status = avcodec_receive_frame(context, frame);
    while (status >= 0) {
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
      handler.accept(frame, frames, ptsNanos(context));
      frames++;
      status = avcodec_receive_frame(context, frame);
    }
    if (status != AVERROR_EAGAIN() && status != AVERROR_EOF()) {
      check(status, "frame " + frames + " is corrupt");
    }
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

  /**
   * Time since the first frame, which becomes an event time: a hostile one must not leave the range
   * that Kafka takes.
   */
  private long ptsNanos(AVCodecContext context) throws MalformedFrameException {
    long pts = frame.best_effort_timestamp();
    if (frames == 0 && format != FrameFormat.H264) {
      firstPts = pts;
    }
    long nanos = firstPts == AV_NOPTS_VALUE ? frames * frameNanos(context) : streamNanos(pts);
    if (nanos < lastNanos || nanos > MAX_SPAN.toNanos()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "frame %d of the record is %.3f s after the first and its neighbour %.3f s; the times of"
                  + " a GOP must not go back nor span more than %d minutes",
              frames,
              nanos / NANOS,
              lastNanos / NANOS,
              MAX_SPAN.toMinutes()));
    }
    lastNanos = nanos;
    return nanos;
  }

  /** A frame without a time of its own has that of the frame before it. */
  private long streamNanos(long pts) {
    if (pts == AV_NOPTS_VALUE || video == null) {
      return lastNanos;
    }
    AVRational unit = video.time_base();
    return Math.round((pts - firstPts) * NANOS * unit.num() / unit.den());
  }

  private static long frameNanos(AVCodecContext context) {
    AVRational rate = context.framerate();
    return rate.num() <= 0 || rate.den() <= 0
        ? NOMINAL_NANOS
        : Math.min(Math.round(NANOS * rate.den() / rate.num()), MAX_SPAN.toNanos() + 1);
  }

  /** Turns FFmpeg's negative status into a sentence. */
  static void check(int status, String what) throws MalformedFrameException {
    if (status < 0) {
      byte[] text = new byte[128];
      av_strerror(status, text, text.length);
      String reason = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
      throw new MalformedFrameException(what + ": " + reason);
    }
  }

  @Override
  public void close() {
    if (decoder != null) {
      avcodec_free_context(decoder);
    }
    if (container != null) {
      avformat_close_input(container);
    }
    av_frame_free(frame);
    av_packet_free(packet);
    input.close();
  }
}
