package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;

/**
 * Rotation and mirroring of a video for its viewer (ISO/IEC 14496-12, section 6.2.2), as the
 * nearest of the eight orientations of EXIF.
 */
final class DisplayMatrix {
  private static final int BYTES = 9 * Integer.BYTES;
  private static final ExifOrientation UPRIGHT = new ExifOrientation(1);

  private DisplayMatrix() {}

  /** Orientation of a decoded frame: its own, or that of its stream, which decoders hand on. */
  static ExifOrientation of(AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    return data == null || data.size() < BYTES ? UPRIGHT : of(Ffmpeg.bytes(data.data(), BYTES));
  }

  /** Orientation of a stream, before any frame is decoded. */
  static ExifOrientation of(AVStream stream) {
    for (int i = 0; i < stream.codecpar().nb_coded_side_data(); i++) {
      AVPacketSideData data = stream.codecpar().coded_side_data().getPointer(i);
      if (data.type() == AV_PKT_DATA_DISPLAYMATRIX && data.size() >= BYTES) {
        return of(Ffmpeg.bytes(data.data(), BYTES));
      }
    }
    return UPRIGHT;
  }

  /** Reads a matrix: the viewer sees the stored point (x, y) at (a x + c y, b x + d y). */
  private static ExifOrientation of(byte[] matrix) {
    ByteBuffer numbers = ByteBuffer.wrap(matrix).order(ByteOrder.nativeOrder());
    return nearest(numbers.getInt(0), numbers.getInt(4), numbers.getInt(12), numbers.getInt(16));
  }

  static ExifOrientation nearest(long a, long b, long c, long d) {
    boolean lying = Math.abs(b) + Math.abs(c) > Math.abs(a) + Math.abs(d);
    boolean right = (lying ? b : a) >= 0;
    boolean down = (lying ? c : d) >= 0;
    if (lying) {
      return new ExifOrientation(right ? (down ? 5 : 6) : (down ? 8 : 7));
    }
    return new ExifOrientation(right ? (down ? 1 : 4) : (down ? 2 : 3));
  }
}
