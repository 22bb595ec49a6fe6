package io.manako.cli.media;

import io.manako.image.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pictures of a video file or of a live stream in order: a path, {@code rtsp://…}, {@code
 * http://…}. A file is read as a container of its own and never as a list of other files and
 * addresses, and a stream leads to no file. Not thread-safe.
 */
public final class VideoReader implements AutoCloseable {
  private static final double DEFAULT_FRAMES_PER_SECOND = 25;

  /** A camera that says nothing for so long is gone, in microseconds. */
  private static final String NETWORK_TIMEOUT = "10000000";

  /** Demuxers that open nothing but the file they are given. */
  private static final String CONTAINERS =
      "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,av1,obu,ivf,flv,asf,ogg,mxf,gxf,"
          + "wtv,rm,nut,dv,mjpeg,mjpeg_2000,yuv4mpegpipe,gif,apng,webp_pipe,jpeg_pipe,png_pipe,"
          + "bmp_pipe,tiff_pipe";

  private static final String NETWORK =
      "rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https,httpproxy,crypto,data,srt,rtmp,rtmps";

  /** From the scheme to the last sign before the host. */
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/?#]*@");

  private final String address;
  private final FFmpegFrameGrabber grabber;
  private long firstMicros = Long.MIN_VALUE;
  private int quarters;

  private VideoReader(String address, FFmpegFrameGrabber grabber) {
    this.address = address;
    this.grabber = grabber;
  }

  /**
   * Opens a file or a stream.
   *
   * @throws IOException with a sentence for the user if FFmpeg finds no video there
   */
  public static VideoReader open(String address) throws IOException {
    return openScaled(address, 0, 0);
  }

  /** As {@link #open}, with every picture scaled to a size in pixels; 0 keeps the video's own. */
  public static VideoReader openScaled(String address, int width, int height) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(address);
    grabber.setImageWidth(width);
    grabber.setImageHeight(height);
    grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
    confine(grabber, address);
    VideoReader reader = new VideoReader(address, grabber);
    try {
      grabber.start();
      reader.quarters = quarters(grabber);
      if (reader.isOnItsSide() && width != height) {
        grabber.stop();
        grabber.setImageWidth(height);
        grabber.setImageHeight(width);
        grabber.start();
      }
    } catch (FrameGrabber.Exception e) {
      reader.close();
      throw reader.failure("cannot be opened as a video", e);
    }
    if (grabber.getImageWidth() < 1 || grabber.getImageHeight() < 1) {
      reader.close();
      throw new IOException(shown(address) + " has no pictures in it, only sound or data");
    }
    return reader;
  }

  private static void confine(FFmpegFrameGrabber grabber, String address) {
    if (!address.contains("://") || address.startsWith("file:")) {
      grabber.setOption("protocol_whitelist", "file");
      grabber.setOption("format_whitelist", CONTAINERS);
      return;
    }
    grabber.setOption("protocol_whitelist", NETWORK);
    if (address.startsWith("rtsp:")) {
      // Over UDP a single lost packet tears the picture.
      grabber.setOption("rtsp_transport", "tcp");
      grabber.setOption("timeout", NETWORK_TIMEOUT);
    } else {
      grabber.setOption("rw_timeout", NETWORK_TIMEOUT);
    }
  }

  /** The next picture, or null at the end. */
  public @Nullable TimedImage next() throws IOException {
    try {
      Frame frame = grabber.grabImage();
      if (frame == null) {
        return null;
      }
      if (firstMicros == Long.MIN_VALUE) {
        firstMicros = frame.timestamp;
      }
      return new TimedImage(copy(frame).turned(quarters), (frame.timestamp - firstMicros) * 1000);
    } catch (FrameGrabber.Exception e) {
      throw failure("broke off", e);
    }
  }

  /** The nominal rate; 25 if the video does not say. */
  public double framesPerSecond() {
    double rate = grabber.getVideoFrameRate();
    return rate > 0 && rate <= 1000 ? rate : DEFAULT_FRAMES_PER_SECOND;
  }

  /** Pictures in the whole video as its header claims; 0 for a live stream. */
  public int claimedFrames() {
    return Math.max(grabber.getLengthInVideoFrames(), 0);
  }

  /** In pixels. */
  public int width() {
    return isOnItsSide() ? grabber.getImageHeight() : grabber.getImageWidth();
  }

  /** In pixels. */
  public int height() {
    return isOnItsSide() ? grabber.getImageWidth() : grabber.getImageHeight();
  }

  private boolean isOnItsSide() {
    return quarters % 2 == 1;
  }

  /**
   * Clockwise quarters of a circle that make the picture upright: phones write pictures as the
   * sensor lies and say beside them how they were held.
   */
  private static int quarters(FFmpegFrameGrabber grabber) {
    double counterclockwise = grabber.getDisplayRotation();
    return Math.floorMod(Math.round(-counterclockwise / 90), 4);
  }

  @Override
  public void close() {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg could not close " + shown(address), e);
    }
  }

  private IOException failure(String what, Exception cause) {
    String shown = shown(address);
    String sentence = shown + " " + what + "; check the address and that FFmpeg knows its format";
    // FFmpeg's own message repeats the address.
    return shown.equals(address) ? new IOException(sentence, cause) : new IOException(sentence);
  }

  /** Without the name and the password of a camera. */
  static String shown(String address) {
    return CREDENTIALS.matcher(address).replaceFirst("***@");
  }

  private static Image copy(Frame frame) {
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    int row = frame.imageWidth * 3;
    byte[] rgb = new byte[row * frame.imageHeight];
    for (int y = 0; y < frame.imageHeight; y++) {
      pixels.get(y * frame.imageStride, rgb, y * row, row);
    }
    return new Image(frame.imageWidth, frame.imageHeight, rgb);
  }
}
