package io.manako.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes one-GOP videos with FFmpeg. A record is one unit: no frame is delivered before the whole
 * record has been decoded. During decoding, pictures are kept up to {@link #KEPT_BYTES}; a longer
 * GOP is decoded a second time to deliver its frames one by one, so that memory does not grow with
 * its length.
 */
final class VideoDecoder {
  /** Bytes of kept pictures: 72 frames of 640×480, 10 of 1920×1080. */
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
    firstPass(format, bytes, kept);
    if (kept.overflown) {
      secondPass(format, bytes, sink);
    } else {
      kept.deliver(sink);
    }
  }

  private void firstPass(FrameFormat format, byte[] bytes, Kept kept)
      throws MalformedFrameException {
    try (VideoStream video = VideoStream.of(format, bytes, limits)) {
      while (video.advance()) {
        kept.add(video);
      }
    } catch (RuntimeException e) {
      throw new MalformedFrameException("FFmpeg cannot decode the " + format + ": " + e, e);
    }
  }

  private void secondPass(FrameFormat format, byte[] bytes, FrameSink sink)
      throws MalformedFrameException {
    try (VideoStream video = VideoStream.of(format, bytes, limits)) {
      for (int i = 0; video.advance(); i++) {
        sink.accept(video.image(), i, video.ptsNanos());
      }
    }
  }

  /** Pictures of the pass that searches for flaws, while there is room for them. */
  private static final class Kept {
    private record Picture(Image image, long ptsNanos) {}

    private final List<Picture> pictures = new ArrayList<>();
    private final long room;
    private long bytes;
    private boolean overflown;

    Kept(long room) {
      this.room = room;
    }

    void add(VideoStream video) throws MalformedFrameException {
      bytes += 3 * video.pixels();
      if (bytes > room) {
        overflown = true;
        pictures.clear();
      }
      if (!overflown) {
        pictures.add(new Picture(video.image(), video.ptsNanos()));
      }
    }

    void deliver(FrameSink sink) {
      for (int i = 0; i < pictures.size(); i++) {
        sink.accept(pictures.get(i).image, i, pictures.get(i).ptsNanos);
      }
    }
  }
}
