package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Converts decoded video frames to upright RGB on the heap. Each frame has its own size, pixel
 * format, colour matrix, range, interlacing and orientation: all of them may change within a
 * stream.
 */
final class RgbConverter implements AutoCloseable {
  private static final int FIELDS =
      AVFrame.AV_FRAME_FLAG_INTERLACED | AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST;

  private final int seenWidth;
  private final int seenHeight;
  private final SwsContext scaler = sws_alloc_context();
  private final AVFrame rgb = av_frame_alloc();

  /** Creates a converter that keeps each frame's own size. */
  RgbConverter() {
    this(0, 0);
  }

  /**
   * Creates a converter that scales the upright picture.
   *
   * @param seenWidth width in pixels; 0 for the frame's own
   * @param seenHeight height in pixels; 0 for the frame's own
   */
  RgbConverter(int seenWidth, int seenHeight) {
    this.seenWidth = seenWidth;
    this.seenHeight = seenHeight;
    // These flags give the same pixels on every CPU.
    scaler.flags(SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT);
  }

  Image convert(AVFrame frame) throws MalformedFrameException {
    ExifOrientation orientation = DisplayMatrix.of(frame);
    int wantedWidth = orientation.isOnItsSide() ? seenHeight : seenWidth;
    int wantedHeight = orientation.isOnItsSide() ? seenWidth : seenHeight;
    reserve(
        wantedWidth > 0 ? wantedWidth : frame.width(),
        wantedHeight > 0 ? wantedHeight : frame.height());
    // Fields are converted apart from each other, and the scaler needs the flags on both sides.
    rgb.flags((rgb.flags() & ~FIELDS) | (frame.flags() & FIELDS));
    frame.colorspace(ColourMatrix.of(frame));
    Ffmpeg.check(sws_scale_frame(scaler, rgb, frame), "cannot convert a frame to RGB");
    return orientation.upright(pixels(LimitedGrey.is(frame)));
  }

  private void reserve(int width, int height) throws MalformedFrameException {
    if (rgb.width() != width || rgb.height() != height) {
      av_frame_unref(rgb);
      rgb.width(width).height(height).format(AV_PIX_FMT_RGB24);
      Ffmpeg.check(av_frame_get_buffer(rgb, 0), "cannot hold a frame");
    }
  }

  private Image pixels(boolean limitedGrey) {
    int row = rgb.width() * 3;
    byte[] pixels = new byte[row * rgb.height()];
    BytePointer rows = rgb.data(0);
    for (int y = 0; y < rgb.height(); y++) {
      rows.position((long) y * rgb.linesize(0)).get(pixels, y * row, row);
    }
    if (limitedGrey) {
      LimitedGrey.expand(pixels);
    }
    return new Image(rgb.width(), rgb.height(), pixels);
  }

  @Override
  public void close() {
    av_frame_free(rgb);
    sws_free_context(scaler);
  }
}
