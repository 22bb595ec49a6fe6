package io.manako.image;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One-GOP videos by FFmpeg. A record is one unit: no frame is delivered before the whole record has
 * decoded. While it decodes, its pictures are kept up to {@link #KEPT_BYTES}; a longer GOP is
 * decoded a second time to hand them out one by one, so memory does not grow with its length.
 */
final class VideoDecoder {
  /** 72 frames of 640×480, 10 of 1920×1080. */
  static final int KEPT_BYTES = 64 << 20;

  private final DecodeLimits limits;
  private final long keptBytes;

  VideoDecoder(DecodeLimits limits) {
    this(limits, KEPT_BYTES);
  }

  VideoDecoder(DecodeLimits limits, long keptBytes) {
    this.limits = limits;
    this.keptBytes = keptBytes;
  }

  void decode(FrameFormat format, byte[] bytes, FrameSink sink) throws MalformedFrameException {
    VideoStructure.verify(format, bytes);
    Kept kept = new Kept(keptBytes);
    try (RgbConverter converter = new RgbConverter()) {
      firstPass(format, bytes, converter, kept);
      if (kept.overflown) {
        pass(format, bytes, (frame, i, pts) -> sink.accept(converter.convert(frame), i, pts));
      } else {
        kept.deliver(sink);
      }
    }
  }

  private void firstPass(FrameFormat format, byte[] bytes, RgbConverter converter, Kept kept)
      throws MalformedFrameException {
    try {
      pass(format, bytes, (frame, i, pts) -> kept.add(converter, frame, pts));
    } catch (RuntimeException e) {
      throw new MalformedFrameException("FFmpeg cannot decode the " + format + ": " + e, e);
    }
  }

  private void pass(FrameFormat format, byte[] bytes, GopReader.Handler handler)
      throws MalformedFrameException {
    try (GopReader reader = new GopReader(format, bytes, limits)) {
      reader.read(handler);
    }
  }

  /** The pictures of the pass that looks for flaws, while there is room for them. */
  private static final class Kept {
    private record Picture(Image image, long ptsNanos) {}

    private final List<Picture> pictures = new ArrayList<>();
    private final long room;
    private long bytes;
    private boolean overflown;

    Kept(long room) {
      this.room = room;
    }

    void add(RgbConverter converter, AVFrame frame, long pts) throws MalformedFrameException {
      bytes += frame.width() * 3L * frame.height();
      if (bytes > room) {
        overflown = true;
        pictures.clear();
      }
      if (!overflown) {
        pictures.add(new Picture(converter.convert(frame), pts));
      }
    }

    void deliver(FrameSink sink) {
      for (int i = 0; i < pictures.size(); i++) {
        sink.accept(pictures.get(i).image, i, pictures.get(i).ptsNanos);
      }
    }
  }
}
