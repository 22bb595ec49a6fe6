package io.manako.image;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Bytes that FFmpeg reads in place of a file, so that no file or address outside the record opens.
 */
final class MemoryInput implements AutoCloseable {
  private static final int BUFFER = 32 << 10;
  // JavaCPP has native code for ten instances of a callback, so all inputs share these two, which
  // find their bytes through the opaque pointer.
  private static final Reader READER = new Reader().retainReference();
  private static final Seeker SEEKER = new Seeker().retainReference();

  private final BytePointer data;
  private final LongPointer cursor;
  private final PointerPointer<Pointer> state;
  private final AVIOContext context;

  MemoryInput(byte[] bytes) {
    data = new BytePointer(bytes);
    cursor = new LongPointer(0, bytes.length);
    state = new PointerPointer<>(data, cursor);
    BytePointer buffer = new BytePointer(av_malloc(BUFFER));
    context = avio_alloc_context(buffer, BUFFER, 0, state, READER, null, SEEKER);
  }

  AVIOContext context() {
    return context;
  }

  @Override
  public void close() {
    av_free(context.buffer());
    avio_context_free(context);
    state.close();
    cursor.close();
    data.close();
  }

  private static LongPointer cursor(Pointer opaque) {
    return new LongPointer(new PointerPointer<Pointer>(opaque).get(1));
  }

  private static final class Reader extends Read_packet_Pointer_BytePointer_int {

    @Override
    public int call(Pointer opaque, BytePointer target, int wanted) {
      LongPointer cursor = cursor(opaque);
      long at = cursor.get(0);
      int count = (int) Math.min(wanted, cursor.get(1) - at);
      if (count <= 0) {
        return AVERROR_EOF();
      }
      BytePointer data = new BytePointer(new PointerPointer<Pointer>(opaque).get(0));
      Pointer.memcpy(target, data.position(at), count);
      cursor.put(0, at + count);
      return count;
    }
  }

  private static final class Seeker extends Seek_Pointer_long_int {
    private static final int START = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;

    @Override
    public long call(Pointer opaque, long offset, int whence) {
      LongPointer cursor = cursor(opaque);
      long size = cursor.get(1);
      if ((whence & AVSEEK_SIZE) != 0) {
        return size;
      }
      long to =
          switch (whence & 3) {
            case START -> offset;
            case CURRENT -> cursor.get(0) + offset;
            case END -> size + offset;
            default -> -1;
          };
      if (to < 0 || to > size) {
        return -1;
      }
      cursor.put(0, to);
      return to;
    }
  }
}
