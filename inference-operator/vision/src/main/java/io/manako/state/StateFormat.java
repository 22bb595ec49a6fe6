package io.manako.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that the bytes of all states share. A version byte comes first, and a newer release
 * reads every older version. A list is its length and then its entries. Text is modified UTF-8 and
 * numbers are big-endian, as {@link DataOutput} writes them.
 *
 * @param name the state's name in error messages
 * @param version the version that is written, 1 or more
 */
public record StateFormat(String name, int version) {
  /** More entries than any camera can have. A length beyond means damaged bytes. */
  private static final int MOST_ENTRIES = 1 << 24;

  /** The number that stands before a list. */
  public enum Length {
    /** 1 byte: up to 255 entries. */
    BYTE,
    /** 2 bytes: up to 65,535 entries. */
    SHORT,
    /** 4 bytes. */
    INT
  }

  /** Writes one entry of a list. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T entry, DataOutput out) throws IOException;
  }

  /** Reads one entry of a list. */
  @FunctionalInterface
  public interface Reader<I extends DataInput, T> {
    T read(I in) throws IOException;
  }

  /** Writes the version, before everything else. */
  public void writeVersion(DataOutput out) throws IOException {
    out.writeByte(version);
  }

  /**
   * Reads the version.
   *
   * @return 1 to {@link #version()}
   * @throws IOException a sentence, if a later release wrote the bytes
   */
  public int readVersion(DataInput in) throws IOException {
    int written = in.readUnsignedByte();
    if (written < 1 || written > version) {
      String readable = version == 1 ? "version 1" : "versions 1 to " + version;
      throw new IOException(
          name
              + " of version "
              + written
              + "; this release reads "
              + readable
              + ": restore the job with the release that wrote it");
    }
    return written;
  }

  /** Writes a list. */
  public <T> void writeList(DataOutput out, Length length, List<T> list, Writer<T> writer)
      throws IOException {
    switch (length) {
      case BYTE -> out.writeByte(list.size());
      case SHORT -> out.writeShort(list.size());
      case INT -> out.writeInt(list.size());
    }
    for (T entry : list) {
      writer.write(entry, out);
    }
  }

  /**
   * Reads a list.
   *
   * @throws IOException a sentence, if the length cannot be one
   */
  public <I extends DataInput, T> List<T> readList(I in, Length length, Reader<I, T> reader)
      throws IOException {
    int count =
        switch (length) {
          case BYTE -> in.readUnsignedByte();
          case SHORT -> in.readUnsignedShort();
          case INT -> in.readInt();
        };
    if (count < 0 || count > MOST_ENTRIES) {
      throw damaged("a list has " + count + " entries");
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(reader.read(in));
    }
    return list;
  }

  /**
   * Reads a constant that is stored as 1 byte, its place in the format.
   *
   * @param constants the constants in the order of the format
   * @throws IOException a sentence, if there is no such place
   */
  public <E extends Enum<E>> E readConstant(DataInput in, List<E> constants) throws IOException {
    int place = in.readUnsignedByte();
    if (place >= constants.size()) {
      throw damaged("there is no constant number " + place);
    }
    return constants.get(place);
  }

  /** The exception for bytes that no release wrote. */
  public IOException damaged(String what) {
    return new IOException(name + ": the bytes are damaged: " + what);
  }
}
