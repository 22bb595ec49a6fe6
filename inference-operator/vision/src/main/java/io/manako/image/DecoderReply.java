package io.manako.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Protocol between a job and its decoder's process, big-endian.
 *
 * <p>Request: length of the content type (int, −1 for none), the type in UTF-8, length of the
 * record (int), the record. Answer: a byte {@link #READY} once the process has started; for each
 * record any number of {@link #FRAME} (width, height and index as ints; 1 and the pts as long, or
 * 0; the pixels), then {@link #END}; or {@link #REFUSED}, a length (int) and a sentence in UTF-8.
 *
 * <p>The decoder is not trusted: its answers are checked against the limits.
 */
final class DecoderReply {
  static final int READY = 'R';
  static final int FRAME = 'F';
  static final int END = 'E';
  static final int REFUSED = 'X';

  private static final int LONGEST_SENTENCE = 4096;
  private static final int LONGEST_TYPE = 4096;

  private DecoderReply() {}

  /**
   * Frame in the form in which the process sends it.
   *
   * @param image the picture
   * @param index index of the frame in its record, from 0
   * @param ptsNanos nanoseconds since the record's first frame, or null for a picture
   */
  record Frame(Image image, int index, @Nullable Long ptsNanos) {}

  /**
   * Record to be decoded.
   *
   * @param bytes encoded picture or GOP
   * @param contentType declared media type, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Request(byte[] bytes, @Nullable String contentType) {}

  static void writeRequest(DataOutputStream out, byte[] bytes, @Nullable String contentType)
      throws IOException {
    if (contentType == null) {
      out.writeInt(-1);
    } else {
      byte[] type = contentType.getBytes(StandardCharsets.UTF_8);
      // No content type is this long; the beginning suffices for the decoder to refuse it.
      int length = Math.min(type.length, LONGEST_TYPE);
      out.writeInt(length);
      out.write(type, 0, length);
    }
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  static Request readRequest(DataInputStream in) throws IOException {
    int length = in.readInt();
    String type = length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Request(bytes, type);
  }

  static void writeFrame(DataOutputStream out, Frame frame) throws IOException {
    Image image = frame.image();
    out.writeByte(FRAME);
    out.writeInt(image.width());
    out.writeInt(image.height());
    out.writeInt(frame.index());
    out.writeBoolean(frame.ptsNanos() != null);
    if (frame.ptsNanos() != null) {
      out.writeLong(frame.ptsNanos());
    }
    out.write(image.rgb(), 0, image.width() * image.height() * 3);
  }

  /**
   * Reads what follows {@link #FRAME}.
   *
   * @param in the answers of the process
   * @param limits the limits of a record
   * @param expected the index that the frame must have
   * @throws ProtocolException if the answer is outside the limits
   */
  static Frame readFrame(DataInputStream in, DecodeLimits limits, int expected) throws IOException {
    int width = in.readInt();
    int height = in.readInt();
    int index = in.readInt();
    Long pts = in.readBoolean() ? in.readLong() : null;
    // Pictures may lie on their side: the limits apply to the picture before it is turned.
    int most = Math.max(limits.maxWidth(), limits.maxHeight());
    boolean fits =
        (width <= limits.maxWidth() && height <= limits.maxHeight())
            || (height <= limits.maxWidth() && width <= limits.maxHeight());
    if (width < 1 || height < 1 || width > most || !fits || index != expected) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "the decoder's process answers frame %d of %dx%d pixels",
              index,
              width,
              height));
    }
    if (pts != null && (pts < 0 || pts > GopRules.MAX_SPAN.toNanos())) {
      throw new ProtocolException("the decoder's process answers a time of " + pts + " ns");
    }
    if (index >= GopRules.MAX_FRAMES) {
      throw new ProtocolException(
          "the decoder's process answers more frames than a record may hold");
    }
    byte[] rgb = new byte[width * height * 3];
    in.readFully(rgb);
    return new Frame(new Image(width, height, rgb), index, pts);
  }

  static void writeRefusal(DataOutputStream out, String sentence) throws IOException {
    byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, LONGEST_SENTENCE);
    out.writeByte(REFUSED);
    out.writeInt(length);
    out.write(text, 0, length);
  }

  /** Reads what follows {@link #REFUSED}. */
  static String readRefusal(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_SENTENCE) {
      throw new ProtocolException(
          "the decoder's process answers a sentence of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
