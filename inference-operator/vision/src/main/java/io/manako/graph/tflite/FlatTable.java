package io.manako.graph.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.graph.MalformedModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table of a FlatBuffers file, with its fields by their number in the schema. The file is not
 * trusted: each offset and length is compared with the file's size before it is followed, so every
 * read ends in a value or in a {@link MalformedModelException}.
 */
final class FlatTable {
  private static final int MAX_TEXT = 1 << 16;

  /** Bytes of a vtable's own size and of the table's, which precede the positions of the fields. */
  private static final int VTABLE_HEAD = 4;

  private final ByteBuffer file;
  private final int at;
  private final int vtable;
  private final int vtableBytes;

  private FlatTable(ByteBuffer file, long at) {
    this.file = file;
    this.at = inside(at, Integer.BYTES);
    this.vtable = inside(at - file.getInt(this.at), VTABLE_HEAD);
    this.vtableBytes = file.getShort(vtable) & 0xffff;
    inside(vtable, vtableBytes);
  }

  /**
   * Returns the root table of a file.
   *
   * @param identifier four letters of the format
   */
  static FlatTable root(ByteBuffer bytes, String identifier) {
    ByteBuffer file = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] found = new byte[Integer.BYTES];
    if (file.limit() < 2 * Integer.BYTES) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "the file has %d bytes and ends before its first table", file.limit()));
    }
    file.get(Integer.BYTES, found);
    if (!identifier.equals(new String(found, UTF_8))) {
      throw new MalformedModelException(
          "the file does not have the letters %s at its beginning".formatted(identifier));
    }
    return new FlatTable(file, Integer.toUnsignedLong(file.getInt(0)));
  }

  int integer(int field, int otherwise) {
    int place = place(field, Integer.BYTES);
    return place < 0 ? otherwise : file.getInt(place);
  }

  int unsignedByte(int field, int otherwise) {
    int place = place(field, 1);
    return place < 0 ? otherwise : file.get(place) & 0xff;
  }

  boolean flag(int field) {
    return unsignedByte(field, 0) != 0;
  }

  float real(int field, float otherwise) {
    int place = place(field, Float.BYTES);
    return place < 0 ? otherwise : file.getFloat(place);
  }

  boolean has(int field) {
    return place(field, 1) >= 0;
  }

  @Nullable FlatTable table(int field) {
    int place = place(field, Integer.BYTES);
    return place < 0 ? null : new FlatTable(file, follow(place));
  }

  /** Returns the tables of a vector, at most {@code most}; none if the field is absent. */
  List<FlatTable> tables(int field, int most) {
    Span span = vector(field, Integer.BYTES, most);
    List<FlatTable> tables = new ArrayList<>(span.count);
    for (int i = 0; i < span.count; i++) {
      tables.add(new FlatTable(file, follow(span.first + i * Integer.BYTES)));
    }
    return tables;
  }

  /** Returns the integers of a vector, at most {@code most}; none if the field is absent. */
  int[] integers(int field, int most) {
    Span span = vector(field, Integer.BYTES, most);
    int[] all = new int[span.count];
    for (int i = 0; i < all.length; i++) {
      all[i] = file.getInt(span.first + i * Integer.BYTES);
    }
    return all;
  }

  String text(int field) {
    Span span = vector(field, 1, MAX_TEXT);
    byte[] bytes = new byte[span.count];
    file.get(span.first, bytes);
    return new String(bytes, UTF_8);
  }

  /** Returns a view of a vector of bytes; empty if the field is absent. */
  ByteBuffer bytes(int field) {
    Span span = vector(field, 1, Integer.MAX_VALUE);
    return file.slice(span.first, span.count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private record Span(int first, int count) {}

  private Span vector(int field, int elementBytes, int most) {
    int place = place(field, Integer.BYTES);
    if (place < 0) {
      return new Span(0, 0);
    }
    int start = inside(follow(place), Integer.BYTES);
    long count = Integer.toUnsignedLong(file.getInt(start));
    if (count > most) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "a list at byte %d has %d entries; at most %d are read",
              start,
              count,
              most));
    }
    return new Span(inside(start + (long) Integer.BYTES, count * elementBytes), (int) count);
  }

  /** Returns the position of a field's value, −1 if the field is absent. */
  private int place(int field, int bytes) {
    int entry = VTABLE_HEAD + field * Short.BYTES;
    if (entry + Short.BYTES > vtableBytes) {
      return -1;
    }
    int offset = file.getShort(vtable + entry) & 0xffff;
    return offset == 0 ? -1 : inside((long) at + offset, bytes);
  }

  private long follow(int place) {
    inside(place, Integer.BYTES);
    return place + Integer.toUnsignedLong(file.getInt(place));
  }

  private int inside(long start, long bytes) {
    if (start < 0 || start + bytes > file.limit()) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "the file has %d bytes, but points to %d bytes at %d: it is cut short or damaged",
              file.limit(),
              bytes,
              start));
    }
    return (int) start;
  }
}
