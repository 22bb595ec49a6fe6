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

/** Decoded video frames of any pixel format to RGB on the heap, by their own colour space. */
final class RgbConverter implements AutoCloseable {
  private final SwsContext scaler = sws_alloc_context();
  private final AVFrame rgb = av_frame_alloc();

  RgbConverter() {
    // The same pixels on every CPU.
    scaler.flags(SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT);
  }

  Image convert(AVFrame frame) throws MalformedFrameException {
    int width = frame.width();
    int height = frame.height();
    if (rgb.width() != width || rgb.height() != height) {
      av_frame_unref(rgb);
      rgb.width(width).height(height).format(AV_PIX_FMT_RGB24);
      GopReader.check(av_frame_get_buffer(rgb, 0), "cannot hold a frame");
    }
    GopReader.check(sws_scale_frame(scaler, rgb, frame), "cannot convert a frame to RGB");
    byte[] pixels = new byte[width * height * 3];
    BytePointer rows = rgb.data(0);
    for (int y = 0; y < height; y++) {
      rows.position((long) y * rgb.linesize(0)).get(pixels, y * width * 3, width * 3);
    }
    return new Image(width, height, pixels);
  }

  @Override
  public void close() {
    av_frame_free(rgb);
    sws_free_context(scaler);
  }
}
