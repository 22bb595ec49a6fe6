package io.manako.image;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Address of a video for FFmpeg: a file, {@code rtsp://…}, {@code http://…} or the like. A file is
 * read as a container and never as a list of other files and addresses, and a stream leads to no
 * file.
 *
 * @param text a path or an address
 */
public record VideoAddress(String text) {
  /** Demuxers that open nothing but the file they are given. */
  private static final String CONTAINERS =
      "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,av1,obu,ivf,flv,asf,ogg,mxf,gxf,"
          + "wtv,rm,nut,dv,mjpeg,mjpeg_2000,yuv4mpegpipe,gif,apng,webp_pipe,jpeg_pipe,png_pipe,"
          + "bmp_pipe,tiff_pipe";

  private static final String NETWORK =
      "rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https,httpproxy,crypto,data,srt,rtmp,rtmps";

  /** Credentials, from the scheme to the last at sign before the host. */
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/?#]*@");

  /** Whether the address is not a file. */
  public boolean isNetwork() {
    return text.contains("://") && !text.startsWith("file:");
  }

  /** Returns the address for messages, without the name and the password of a camera. */
  public String shown() {
    return CREDENTIALS.matcher(text).replaceFirst("***@");
  }

  Map<String, String> options() {
    if (!isNetwork()) {
      return Map.of("protocol_whitelist", "file", "format_whitelist", CONTAINERS);
    }
    return text.startsWith("rtsp:") || text.startsWith("rtsps:")
        // Over UDP, a single lost packet tears the picture.
        ? Map.of("protocol_whitelist", NETWORK, "rtsp_transport", "tcp")
        : Map.of("protocol_whitelist", NETWORK);
  }
}
