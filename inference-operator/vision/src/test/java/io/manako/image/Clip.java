package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A video that FFmpeg encodes from samples, not from RGB: the test says what the samples are and
 * what is said about them. One GOP at 10 frames a second.
 */
final class Clip {
  private final String codec;
  private final Map<String, String> options = new TreeMap<>();
  private int width = 64;
  private int height = 48;
  private int pixelFormat = AV_PIX_FMT_YUV420P;
  private int matrix = AVCOL_SPC_UNSPECIFIED;
  private int range = AVCOL_RANGE_MPEG;
  private int codecFlags;
  private int frames = 3;
  private int[] display = {};
  private byte[] cover = {};

  /** Says which samples a frame has. */
  interface Samples {
    int at(int plane, int x, int y, int frame);
  }

  /** Takes FFmpeg's name of an encoder. */
  Clip(String codec) {
    this.codec = codec;
  }

  Clip size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  Clip pixelFormat(int format) {
    pixelFormat = format;
    return this;
  }

  /** What the video says of its colours. */
  Clip colours(int newMatrix, int newRange) {
    matrix = newMatrix;
    range = newRange;
    return this;
  }

  Clip flags(int flags) {
    codecFlags = flags;
    return this;
  }

  Clip frames(int count) {
    frames = count;
    return this;
  }

  Clip option(String name, String value) {
    options.put(name, value);
    return this;
  }

  /** The container's display matrix: a, b, c and d in 16.16. */
  Clip display(int a, int b, int c, int d) {
    display = new int[] {a, b, 0, c, d, 0, 0, 0, 1 << 30};
    return this;
  }

  /** Adds a picture of the whole, as a thumbnail; a PNG. */
  Clip cover(byte[] png) {
    cover = png;
    return this;
  }

  /** Encodes into a file whose extension names the container. */
  Path write(Path file, Samples samples) throws IOException {
    AVFormatContext muxer = new AVFormatContext(null);
    check(avformat_alloc_output_context2(muxer, null, null, file.toString()));
    AVCodec encoder = avcodec_find_encoder_by_name(codec);
    AVCodecContext context = open(encoder, muxer);
    AVStream stream = avformat_new_stream(muxer, encoder);
    check(avcodec_parameters_from_context(stream.codecpar(), context));
    stream.time_base(context.time_base());
    describeDisplay(stream);
    if (cover.length > 0) {
      AVStream picture = avformat_new_stream(muxer, null);
      picture.disposition(AV_DISPOSITION_ATTACHED_PIC);
      picture.codecpar().codec_type(AVMEDIA_TYPE_VIDEO).codec_id(AV_CODEC_ID_PNG);
      picture.codecpar().width(8).height(8);
    }
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
    muxer.pb(io);
    check(avformat_write_header(muxer, (PointerPointer<?>) null));
    writeCover(muxer);
    encode(context, muxer, samples);
    check(av_write_trailer(muxer));
    avio_closep(io);
    avcodec_free_context(context);
    avformat_free_context(muxer);
    return file;
  }

  /** As {@link #write}, as the bytes of a record. */
  byte[] bytes(Path folder, String extension, Samples samples) throws IOException {
    return Files.readAllBytes(write(folder.resolve("clip." + extension), samples));
  }

  private AVCodecContext open(AVCodec encoder, AVFormatContext muxer) {
    AVCodecContext context = avcodec_alloc_context3(encoder);
    context.width(width).height(height).pix_fmt(pixelFormat);
    context.colorspace(matrix).color_range(range);
    context.time_base(new AVRational().num(1).den(10));
    context.framerate(new AVRational().num(10).den(1));
    context.gop_size(1000).max_b_frames(0).bit_rate(4_000_000).thread_count(1);
    int header =
        (muxer.oformat().flags() & AVFMT_GLOBALHEADER) != 0 ? AV_CODEC_FLAG_GLOBAL_HEADER : 0;
    context.flags(codecFlags | header);
    options.forEach((key, value) -> check(av_opt_set(context.priv_data(), key, value, 0)));
    check(avcodec_open2(context, encoder, (PointerPointer<?>) null));
    return context;
  }

  private void describeDisplay(AVStream stream) {
    if (display.length > 0) {
      AVPacketSideData all = stream.codecpar().coded_side_data();
      PointerPointer<AVPacketSideData> list = new PointerPointer<>(1);
      list.put(0, all);
      IntPointer count = new IntPointer(1).put(0, 0);
      AVPacketSideData data =
          av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 36L, 0);
      new IntPointer(data.data()).put(display, 0, display.length);
      stream.codecpar().coded_side_data(new AVPacketSideData(list.get(0)));
      stream.codecpar().nb_coded_side_data(count.get(0));
    }
  }

  private void writeCover(AVFormatContext muxer) {
    if (cover.length > 0) {
      AVPacket packet = av_packet_alloc();
      check(av_new_packet(packet, cover.length));
      packet.data().put(cover, 0, cover.length);
      packet.stream_index(1);
      check(av_interleaved_write_frame(muxer, packet));
      av_packet_free(packet);
    }
  }

  private void encode(AVCodecContext context, AVFormatContext muxer, Samples samples) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(pixelFormat);
    frame.colorspace(matrix).color_range(range);
    check(av_frame_get_buffer(frame, 0));
    for (int i = 0; i < frames; i++) {
      check(av_frame_make_writable(frame));
      fill(frame, samples, i);
      frame.pts(i);
      check(avcodec_send_frame(context, frame));
      drain(context, muxer);
    }
    check(avcodec_send_frame(context, null));
    drain(context, muxer);
    av_frame_free(frame);
  }

  /** Every byte pair is one sample where samples have more than eight bits. */
  private void fill(AVFrame frame, Samples samples, int index) {
    int bytes = new PixelLayout(pixelFormat).bytesPerSample();
    for (int plane = 0; plane < 4 && frame.linesize(plane) > 0; plane++) {
      int rows = new PixelLayout(pixelFormat).rows(plane, height);
      BytePointer data = frame.data(plane).capacity((long) rows * frame.linesize(plane));
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < frame.linesize(plane) / bytes; x++) {
          int sample = samples.at(plane, x, y, index);
          long at = (long) y * frame.linesize(plane) + (long) x * bytes;
          data.put(at, (byte) sample);
          if (bytes == 2) {
            data.put(at + 1, (byte) (sample >> 8));
          }
        }
      }
    }
  }

  private static void drain(AVCodecContext context, AVFormatContext muxer) {
    AVPacket packet = av_packet_alloc();
    while (avcodec_receive_packet(context, packet) >= 0) {
      packet.duration(1);
      av_packet_rescale_ts(packet, context.time_base(), muxer.streams(0).time_base());
      check(av_interleaved_write_frame(muxer, packet));
    }
    av_packet_free(packet);
  }

  private static void check(int status) {
    if (status < 0) {
      throw new IllegalStateException("FFmpeg: " + Ffmpeg.text(status));
    }
  }

  /** Of FFmpeg's planar formats. */
  private record PixelLayout(int format) {
    int bytesPerSample() {
      return descriptor().comp(0).depth() > 8 ? 2 : 1;
    }

    int rows(int plane, int height) {
      boolean chroma = plane == 1 || plane == 2;
      return chroma ? -(-height >> descriptor().log2_chroma_h()) : height;
    }

    private AVPixFmtDescriptor descriptor() {
      return av_pix_fmt_desc_get(format);
    }
  }
}
