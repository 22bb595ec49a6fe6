package io.manako.cli.capture;

import io.manako.media.GopEncoder;
import io.manako.media.JpegEncoder;
import io.manako.media.TimedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encoder of pictures into record values. Instances are not thread-safe. */
public sealed interface FrameEncoder {

  /** Adds the next picture; returns a value once one is complete, else null. */
  @Nullable EncodedFrames add(TimedImage picture) throws IOException;

  /** Returns the incomplete value at the end, or null. */
  @Nullable EncodedFrames finish() throws IOException;

  /** Makes one JPEG per frame, of quality 1 … 100. */
  static FrameEncoder jpeg(int quality) {
    return new Jpeg(new JpegEncoder(quality));
  }

  /** Makes one fragmented MP4 for {@code length} frames, or for the frames of one second. */
  static FrameEncoder gop(int length, double framesPerSecond) {
    return new Gop(length, new GopEncoder(framesPerSecond), new ArrayList<>());
  }

  /** See {@link FrameEncoder#jpeg}. */
  record Jpeg(JpegEncoder encoder) implements FrameEncoder {
    @Override
    public EncodedFrames add(TimedImage picture) throws IOException {
      return new EncodedFrames(
          "image/jpeg", encoder.encode(picture.image()), 1, picture.ptsNanos());
    }

    @Override
    public @Nullable EncodedFrames finish() {
      return null;
    }
  }

  /** See {@link FrameEncoder#gop}. */
  record Gop(int length, GopEncoder encoder, List<TimedImage> pending) implements FrameEncoder {
    private static final long LONGEST_NANOS = 1_000_000_000;

    @Override
    public @Nullable EncodedFrames add(TimedImage picture) throws IOException {
      EncodedFrames before = pending.isEmpty() || takes(picture) ? null : finish();
      pending.add(picture);
      return before != null || pending.size() < length ? before : finish();
    }

    /**
     * Decides whether a picture joins the pending GOP. A GOP has one size, and a camera with
     * unknown rate may be slow.
     */
    private boolean takes(TimedImage picture) {
      TimedImage first = pending.get(0);
      return picture.ptsNanos() - first.ptsNanos() < LONGEST_NANOS
          && picture.image().width() == first.image().width()
          && picture.image().height() == first.image().height();
    }

    @Override
    public @Nullable EncodedFrames finish() throws IOException {
      if (pending.isEmpty()) {
        return null;
      }
      byte[] bytes = encoder.encode(pending);
      EncodedFrames gop =
          new EncodedFrames("video/mp4", bytes, pending.size(), pending.get(0).ptsNanos());
      pending.clear();
      return gop;
    }
  }
}
