package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/** Opens the decoder of a stream. */
final class VideoCodec {
  private VideoCodec() {}

  /**
   * Opens the decoder of a stream as the rules require; the caller frees it.
   *
   * @throws MalformedFrameException with a sentence, if the rules or FFmpeg have no such codec
   */
  static AVCodecContext open(AVStream stream, StreamRules rules) throws MalformedFrameException {
    int id = stream.codecpar().codec_id();
    AVCodec codec = find(id);
    String refusal = refusal(id, rules.codecs());
    if (codec == null) {
      throw new MalformedFrameException(refusal);
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    try {
      Ffmpeg.check(
          avcodec_parameters_to_context(context, stream.codecpar()), "unusable codec parameters");
      context.pkt_timebase(stream.time_base());
      // A picture that is cropped by fewer pixels than a register has would be shifted.
      context.flags(context.flags() | AV_CODEC_FLAG_UNALIGNED);
      rules.prepare(context, stream);
      String codecs = rules.codecs();
      Map<String, String> options = codecs == null ? Map.of() : Map.of("codec_whitelist", codecs);
      Ffmpeg.check(Ffmpeg.call(options, all -> avcodec_open2(context, codec, all)), refusal);
    } catch (MalformedFrameException e) {
      avcodec_free_context(context);
      throw e;
    }
    return context;
  }

  /** Finds a decoder; for AV1, FFmpeg's own needs a graphics card, so libaom decodes it. */
  private static @Nullable AVCodec find(int id) {
    return id == AV_CODEC_ID_AV1
        ? avcodec_find_decoder_by_name("libaom-av1")
        : avcodec_find_decoder(id);
  }

  private static String refusal(int id, @Nullable String codecs) {
    String name = avcodec_get_name(id).getString();
    return codecs == null
        ? "FFmpeg cannot decode its codec, " + name
        : "the video's codec is not one of " + codecs + " but " + name;
  }
}
