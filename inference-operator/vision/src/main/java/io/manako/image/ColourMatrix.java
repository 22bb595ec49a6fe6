package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.sws_test_colorspace;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Matrix (ITU-T H.273, table 4) that turns a frame's luma and chroma into RGB. */
final class ColourMatrix {
  /** Largest height of standard definition, which is that of PAL. */
  private static final int SD_HEIGHT = 576;

  private static final int HD_WIDTH = 1280;

  private ColourMatrix() {}

  /**
   * Returns the matrix that the frame names. If the frame names none, or one that its pixels cannot
   * have, players agree on its size: BT.601 up to standard definition, BT.709 above.
   *
   * @param frame a decoded frame
   * @return FFmpeg's number of the matrix
   */
  static int of(AVFrame frame) {
    boolean rgb = (av_pix_fmt_desc_get(frame.format()).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
    int named = frame.colorspace();
    if (rgb) {
      return AVCOL_SPC_RGB;
    }
    if (named == AVCOL_SPC_BT2020_CL) {
      // The constant-luminance matrix is not linear; BT.2020 without constant luminance is nearest
      // to it.
      return AVCOL_SPC_BT2020_NCL;
    }
    boolean usable = named != AVCOL_SPC_UNSPECIFIED && named != AVCOL_SPC_RGB;
    if (usable && sws_test_colorspace(named, 0) != 0) {
      return named;
    }
    boolean large = frame.width() >= HD_WIDTH || frame.height() > SD_HEIGHT;
    return large ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  }
}
