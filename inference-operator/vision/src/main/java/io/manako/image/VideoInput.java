package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_size;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Packets of the one video stream of a record in memory or of an address. */
final class VideoInput implements PacketSource, AutoCloseable {
  private static final int MAX_STREAMS = 16;

  private final AVFormatContext container;
  private final @Nullable MemoryInput memory;
  private final @Nullable Interruption interruption;
  private @Nullable AVStream video;

  private VideoInput(
      AVFormatContext container,
      @Nullable MemoryInput memory,
      @Nullable Interruption interruption) {
    this.container = container;
    this.memory = memory;
    this.interruption = interruption;
  }

  /**
   * Opens a GOP. FFmpeg sees one demuxer and no protocol, and follows no reference.
   *
   * @throws MalformedFrameException with a sentence, if the bytes are not of the format
   */
  static VideoInput of(FrameFormat format, byte[] bytes, String codecs)
      throws MalformedFrameException {
    String demuxer = demuxer(format);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("format_whitelist", demuxer);
    // No protocol has this name, so nothing that a record refers to can be opened.
    options.put("protocol_whitelist", "none");
    if (format == FrameFormat.MP4) {
      options.put("enable_drefs", "0");
      options.put("use_absolute_path", "0");
    }
    options.put("codec_whitelist", codecs);
    MemoryInput memory = new MemoryInput(bytes);
    AVFormatContext context = avformat_alloc_context();
    context.pb(memory.context());
    context.max_streams(MAX_STREAMS);
    AVInputFormat only = av_find_input_format(demuxer);
    int status = Ffmpeg.call(options, all -> avformat_open_input(context, "", only, all));
    if (status < 0) {
      memory.close();
    }
    Ffmpeg.check(status, "the bytes are not of the format " + format.contentType());
    return new VideoInput(context, memory, null);
  }

  private static String demuxer(FrameFormat format) {
    return switch (format) {
      case MP4 -> "mov,mp4,m4a,3gp,3g2,mj2";
      case MPEG_TS -> "mpegts";
      case H264 -> "h264";
      case H265 -> "hevc";
      default -> throw new IllegalArgumentException(format + " is not a video");
    };
  }

  /**
   * Opens a file or a stream.
   *
   * @param address the address
   * @param interruption ends waiting for the network; closed with the input
   * @throws MalformedFrameException with a reason, without the address, if FFmpeg finds no video
   *     there
   */
  static VideoInput of(VideoAddress address, Interruption interruption)
      throws MalformedFrameException {
    AVFormatContext context = avformat_alloc_context();
    interruption.watch(context);
    int status =
        Ffmpeg.call(
            address.options(),
            options -> avformat_open_input(context, address.text(), null, options));
    if (status < 0) {
      interruption.close();
      throw new MalformedFrameException(reason(status, interruption));
    }
    VideoInput input = new VideoInput(context, null, interruption);
    try {
      input.findVideo(address);
    } catch (MalformedFrameException e) {
      input.close();
      throw e;
    }
    return input;
  }

  /**
   * Finds the video stream of a file. Live streams are not probed, because the packets read during
   * a probe would lose their times of arrival.
   */
  private void findVideo(VideoAddress address) throws MalformedFrameException {
    if (isEndless(address)) {
      return;
    }
    avformat_find_stream_info(container, (PointerPointer<?>) null);
    int best =
        av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
    if (best < 0 || isCover(container.streams(best))) {
      throw new MalformedFrameException("it has no pictures in it, only sound or data");
    }
    video = container.streams(best);
  }

  /** Whether a network stream has no announced end. */
  boolean isEndless(VideoAddress address) {
    if (!address.isNetwork() || container.duration() > 0) {
      return false;
    }
    // Some cameras announce an invented length of their multipart streams. A list of segments has
    // the length of the list itself.
    return isDemuxedAs("mpjpeg")
        || isListOfSegments()
        || container.pb() == null
        || avio_size(container.pb()) <= 0;
  }

  /** Whether the input is a list of files that grows while its pictures are shown (HLS, DASH). */
  boolean isListOfSegments() {
    return isDemuxedAs("hls") || isDemuxedAs("dash");
  }

  private boolean isDemuxedAs(String name) {
    return container.iformat().name().getString().equals(name);
  }

  /** Whether frames have their own times; bare bitstreams and rows of pictures have none. */
  boolean hasClock() {
    return (container.iformat().flags() & AVFMT_NOTIMESTAMPS) == 0;
  }

  /** Reads up to the video's next packet. */
  @Override
  public int read(AVPacket packet) {
    if (interruption != null) {
      // Time between packets counts from here: nobody waited for the camera since the last packet.
      interruption.restart();
    }
    int status = av_read_frame(container, packet);
    while (status == AVERROR_EAGAIN() || status >= 0 && !isVideo(packet)) {
      av_packet_unref(packet);
      status = av_read_frame(container, packet);
    }
    return status;
  }

  private boolean isVideo(AVPacket packet) {
    AVStream stream = container.streams(packet.stream_index());
    boolean pictures = stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO && !isCover(stream);
    if (video == null && pictures) {
      video = stream;
    }
    return video != null && stream.index() == video.index();
  }

  /**
   * Whether a stream is a picture of the whole, such as a thumbnail, and not a part of the video.
   */
  private static boolean isCover(AVStream stream) {
    return (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  /**
   * Stream whose packets are read, known from the first packet on.
   *
   * @throws IllegalStateException if no packet was read
   */
  AVStream video() {
    if (video == null) {
      throw new IllegalStateException("no packet was read");
    }
    return video;
  }

  /** Whether the stream is known. */
  boolean hasVideo() {
    return video != null;
  }

  /** Unit of the packets' times in seconds. */
  AVRational timeBase() {
    return video().time_base();
  }

  /** Length in seconds, or 0 if the container does not state it. */
  double seconds() {
    return Math.max(container.duration(), 0) / 1e6;
  }

  /** Returns the reason for a status, as the end of a sentence. */
  String reason(int status) {
    return interruption == null ? Ffmpeg.text(status) : reason(status, interruption);
  }

  private static String reason(int status, Interruption interruption) {
    return status == AVERROR_EXIT()
        ? interruption.reason()
        : status == AVERROR_EOF() ? "the other side ended it" : Ffmpeg.text(status);
  }

  @Override
  public void close() {
    avformat_close_input(container);
    if (memory != null) {
      memory.close();
    }
    if (interruption != null) {
      interruption.close();
    }
  }
}
