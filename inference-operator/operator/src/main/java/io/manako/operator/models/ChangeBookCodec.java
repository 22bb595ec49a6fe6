package io.manako.operator.models;

import io.manako.operator.FrameRecord.Header;
import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ChangeBook.Entry;
import io.manako.operator.models.ChangeBook.Outcome;
import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the changes that one subtask knows as bytes for checkpoints, by the rules of {@link
 * StateFormat}. Version 1: index of the subtask (4 bytes), number of subtasks (4), then the list of
 * entries. An entry is its outcome, slot and role (1 each, in the order of their declaration), a
 * flag (1) and, if set, the model's name, version and sha256; its time in s (8) and ns (4); and
 * from its control record the topic, partition (4), offset (8), time in ms (8), value, key and the
 * list of headers, each with name and value. The lengths of lists take 2 bytes. Bytes have their
 * length (4) before them, −1 for none.
 */
// The order of declaration is part of the format, and a test compares a stored file with it.
@SuppressWarnings("EnumOrdinal")
public final class ChangeBookCodec {
  private static final StateFormat FORMAT = new StateFormat("book of model changes", 1);
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
  private static final List<ModelSlot> SLOTS = List.of(ModelSlot.values());
  private static final List<ModelRole> ROLES = List.of(ModelRole.values());

  private ChangeBookCodec() {}

  /**
   * Entries of one subtask.
   *
   * @param subtask index of the subtask that wrote them
   * @param subtasks number of subtasks at that time
   */
  public record Stored(int subtask, int subtasks, List<Entry> entries) {
    public Stored {
      entries = List.copyOf(entries);
    }
  }

  public static byte[] write(Stored stored) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    FORMAT.writeVersion(out);
    out.writeInt(stored.subtask());
    out.writeInt(stored.subtasks());
    FORMAT.writeList(out, Length.SHORT, stored.entries(), ChangeBookCodec::writeEntry);
    return bytes.toByteArray();
  }

  /** Decodes bytes, and throws {@link IOException} if no release that is known here wrote them. */
  public static Stored read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    FORMAT.readVersion(in);
    return new Stored(
        in.readInt(), in.readInt(), FORMAT.readList(in, Length.SHORT, ChangeBookCodec::readEntry));
  }

  private static void writeEntry(Entry entry, DataOutput out) throws IOException {
    out.writeByte(entry.outcome().ordinal());
    write(entry.change(), out);
  }

  private static Entry readEntry(DataInputStream in) throws IOException {
    Outcome outcome = FORMAT.readConstant(in, OUTCOMES);
    return new Entry(readChange(in), outcome);
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano") // seconds and the rest are both written
  private static void write(ModelChange change, DataOutput out) throws IOException {
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
    ModelSlot slot = FORMAT.readConstant(in, SLOTS);
    ModelRole role = FORMAT.readConstant(in, ROLES);
    ModelReference model =
        in.readBoolean() ? new ModelReference(in.readUTF(), in.readUTF(), in.readUTF()) : null;
    Instant activateAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
    return new ModelChange(slot, role, model, activateAt, readOrigin(in));
  }

  private static void write(ModelChange.Origin origin, DataOutput out) throws IOException {
    out.writeUTF(origin.source().topic());
    out.writeInt(origin.source().partition());
    out.writeLong(origin.source().offset());
    out.writeLong(origin.time().toEpochMilli());
    write(origin.value(), out);
    write(origin.original().key(), out);
    FORMAT.writeList(out, Length.SHORT, origin.original().headers(), ChangeBookCodec::writeHeader);
  }

  private static void writeHeader(Header header, DataOutput out) throws IOException {
    out.writeUTF(header.key());
    write(header.value(), out);
  }

  private static Header readHeader(DataInputStream in) throws IOException {
    return new Header(in.readUTF(), readBytes(in));
  }

  private static ModelChange.Origin readOrigin(DataInputStream in) throws IOException {
    Source source = new Source(in.readUTF(), in.readInt(), in.readLong());
    Instant time = Instant.ofEpochMilli(in.readLong());
    byte @Nullable [] value = readBytes(in);
    byte @Nullable [] key = readBytes(in);
    List<Header> headers = FORMAT.readList(in, Length.SHORT, ChangeBookCodec::readHeader);
    return new ModelChange.Origin(source, time, value, new Original(key, headers));
  }

  private static void write(byte @Nullable [] bytes, DataOutput out) throws IOException {
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
      throw FORMAT.damaged(length + " bytes are announced, " + in.available() + " are left");
    }
    return in.readNBytes(length);
  }
}
