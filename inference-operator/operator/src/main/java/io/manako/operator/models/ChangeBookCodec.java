package io.manako.operator.models;

import io.manako.operator.FrameRecord.Header;
import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ChangeBook.Entry;
import io.manako.operator.models.ChangeBook.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask knows of changes as bytes, for checkpoints. A version byte comes first; a newer
 * reader reads every older version. Version 1: index (4) and number (4) of the subtask, the number
 * of entries (2), then for each its outcome, slot and role (1 each, in the order of their
 * declaration), a flag (1) and, if set, the model's name, version and sha256; its time in s (8) and
 * ns (4); and of its control record topic, partition (4), offset (8), time in ms (8), value, key
 * and the number of headers (2), each with name and value. Text is modified UTF-8; bytes have their
 * length (4) before them, −1 for none; numbers are big-endian.
 */
// The order of declaration is part of the format, and a test compares a stored file with it.
@SuppressWarnings("EnumOrdinal")
public final class ChangeBookCodec {
  private static final int VERSION = 1;

  private ChangeBookCodec() {}

  /**
   * A subtask's entries.
   *
   * @param subtask which wrote them
   * @param subtasks of how many
   */
  public record Stored(int subtask, int subtasks, List<Entry> entries) {
    public Stored {
      entries = List.copyOf(entries);
    }
  }

  public static byte[] write(Stored stored) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    out.writeInt(stored.subtask());
    out.writeInt(stored.subtasks());
    out.writeShort(stored.entries().size());
    for (Entry entry : stored.entries()) {
      out.writeByte(entry.outcome().ordinal());
      write(entry.change(), out);
    }
    return bytes.toByteArray();
  }

  /** Throws {@link IOException} with a sentence if the bytes are of no version known here. */
  public static Stored read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "model changes of version %d; this release reads version %d: restore them with the release that wrote them",
              version,
              VERSION));
    }
    int subtask = in.readInt();
    int subtasks = in.readInt();
    int count = in.readUnsignedShort();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Outcome outcome = constant(Outcome.values(), in);
      entries.add(new Entry(readChange(in), outcome));
    }
    return new Stored(subtask, subtasks, entries);
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano") // seconds and the rest are both written
  private static void write(ModelChange change, DataOutputStream out) throws IOException {
    out.writeByte(change.slot().ordinal());
    out.writeByte(change.role().ordinal());
    ModelReference model = change.model();
    out.writeBoolean(model != null);
    if (model != null) {
      out.writeUTF(model.name());
      out.writeUTF(model.version());
      out.writeUTF(model.sha256());
    }
    out.writeLong(change.activateAt().getEpochSecond());
    out.writeInt(change.activateAt().getNano());
    write(change.origin(), out);
  }

  private static ModelChange readChange(DataInputStream in) throws IOException {
    ModelSlot slot = constant(ModelSlot.values(), in);
    ModelRole role = constant(ModelRole.values(), in);
    ModelReference model =
        in.readBoolean() ? new ModelReference(in.readUTF(), in.readUTF(), in.readUTF()) : null;
    Instant activateAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
    return new ModelChange(slot, role, model, activateAt, readOrigin(in));
  }

  private static void write(ModelChange.Origin origin, DataOutputStream out) throws IOException {
    out.writeUTF(origin.source().topic());
    out.writeInt(origin.source().partition());
    out.writeLong(origin.source().offset());
    out.writeLong(origin.time().toEpochMilli());
    write(origin.value(), out);
    write(origin.original().key(), out);
    out.writeShort(origin.original().headers().size());
    for (Header header : origin.original().headers()) {
      out.writeUTF(header.key());
      write(header.value(), out);
    }
  }

  private static ModelChange.Origin readOrigin(DataInputStream in) throws IOException {
    Source source = new Source(in.readUTF(), in.readInt(), in.readLong());
    Instant time = Instant.ofEpochMilli(in.readLong());
    byte @Nullable [] value = readBytes(in);
    byte @Nullable [] key = readBytes(in);
    int count = in.readUnsignedShort();
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(new Header(in.readUTF(), readBytes(in)));
    }
    return new ModelChange.Origin(source, time, value, new Original(key, headers));
  }

  private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    if (length > in.available()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "model changes: the bytes are damaged: %d bytes are announced, %d are left",
              length,
              in.available()));
    }
    return in.readNBytes(length);
  }

  private static <E extends Enum<E>> E constant(E[] constants, DataInputStream in)
      throws IOException {
    int ordinal = in.readUnsignedByte();
    if (ordinal >= constants.length) {
      throw new IOException(
          "model changes: the bytes are damaged: there is no constant number " + ordinal);
    }
    return constants[ordinal];
  }
}
