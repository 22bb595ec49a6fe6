package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Video without colour, as infrared cameras send it. The scaler takes its samples for 0 … 255. */
final class LimitedGrey {
  private static final int BLACK = 16;
  private static final int WHITE = 235;

  private LimitedGrey() {}

  /** Whether black is 16 and white is 235, which holds unless a video states otherwise. */
  static boolean is(AVFrame frame) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    boolean grey = format.nb_components() < 3 && (format.flags() & AV_PIX_FMT_FLAG_RGB) == 0;
    return grey && frame.color_range() != AVCOL_RANGE_JPEG;
  }

  static void expand(byte[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      int sample = Math.min(Math.max(pixels[i] & 0xff, BLACK), WHITE) - BLACK;
      pixels[i] = (byte) ((sample * 255 + (WHITE - BLACK) / 2) / (WHITE - BLACK));
    }
  }
}
