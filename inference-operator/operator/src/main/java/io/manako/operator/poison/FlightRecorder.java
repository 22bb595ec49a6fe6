package io.manako.operator.poison;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Notes in one page of a mapped file which record a subtask is decoding. The kernel keeps the page
 * however the process dies. Nothing is forced to disk, so the note does not survive the host.
 *
 * <p>The page: magic (8 bytes), state (8, 1 while decoding), offset (8), event time (8), topic (4),
 * partition (4), length (4), in the byte order of the machine.
 *
 * <p>The file is locked as long as its process lives, so that other processes can tell.
 */
final class FlightRecorder implements AutoCloseable {
  static final String SUFFIX = ".decoding";

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int BYTES = 4096;
  private static final long MAGIC = 0x4d414e414b4f3031L;
  private static final int STATE = 8;
  private static final int OFFSET = 16;
  private static final int EVENT = 24;
  private static final int TOPIC = 32;
  private static final int PARTITION = 36;
  private static final int LENGTH = 40;
  private static final int END = 44;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer page;

  private FlightRecorder(Path file, FileChannel channel, ByteBuffer page) {
    this.file = file;
    this.channel = channel;
    this.page = page;
  }

  /**
   * Creates a file.
   *
   * @param file path that does not exist, in a folder that does
   * @throws IOException if it cannot be written, locked or mapped
   */
  static FlightRecorder create(Path file) throws IOException {
    // Other processes take an unlocked file for that of a dead process, so the file gets its name
    // after it is locked.
    Path unborn = Path.of(file + ".new");
    FileChannel channel =
        FileChannel.open(
            unborn,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new IOException(unborn + " is locked by another process");
      }
      // Writes real zeros: a store into a page that a full disk cannot hold would raise a fatal
      // signal.
      ByteBuffer zeros = ByteBuffer.allocate(BYTES);
      while (zeros.hasRemaining()) {
        channel.write(zeros, zeros.position());
      }
      ByteBuffer page = channel.map(MapMode.READ_WRITE, 0, BYTES).order(ByteOrder.nativeOrder());
      page.putLong(0, MAGIC);
      Files.move(unborn, file);
      return new FlightRecorder(file, channel, page);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(unborn);
      throw e;
    }
  }

  /** Path of the file. */
  Path file() {
    return file;
  }

  /** Notes that a record is being decoded from now on. */
  void begin(RecordKey key) {
    page.putLong(OFFSET, key.offset());
    page.putLong(EVENT, key.eventMillis());
    page.putInt(TOPIC, key.topic());
    page.putInt(PARTITION, key.partition());
    page.putInt(LENGTH, key.length());
    resume();
  }

  /** Notes that the record that was begun last is being decoded again. */
  void resume() {
    LONGS.setRelease(page, STATE, 1L);
  }

  /** Notes that no record is being decoded. */
  void end() {
    LONGS.setRelease(page, STATE, 0L);
  }

  /** Reads from a file the record that was being decoded; null if there was none. */
  static @Nullable RecordKey read(FileChannel channel) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(END).order(ByteOrder.nativeOrder());
    while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {
      // The loop reads the rest after a short read.
    }
    if (page.hasRemaining() || page.getLong(0) != MAGIC || page.getLong(STATE) != 1) {
      return null;
    }
    return new RecordKey(
        page.getInt(TOPIC),
        page.getInt(PARTITION),
        page.getLong(OFFSET),
        page.getLong(EVENT),
        page.getInt(LENGTH));
  }

  /** Leaves the file as it is and unlocks it, as the death of its process would. */
  void abandon() throws IOException {
    channel.close();
  }

  /** Deletes the file: a clean end leaves nothing behind. */
  @Override
  public void close() throws IOException {
    end();
    Files.deleteIfExists(file);
    channel.close();
  }
}
