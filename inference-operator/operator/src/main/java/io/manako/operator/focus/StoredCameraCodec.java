package io.manako.operator.focus;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.focus.FocusState;
import io.manako.focus.Sighting;
import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * State of a camera's focus as bytes, by the rules of {@link StateFormat}. Version 1: camera id as
 * text, number of the start (4 bytes), stream epoch and model as text, whether there is a focus (1
 * byte), then width, height, phase and frames since the whole one (4 bytes each), the background
 * and the cells (length in 4), and the list of sightings (length in 4), each with class id (4),
 * label, score (4), the box's x, y, width and height (4 each), frame id, time (8), whether the
 * whole view showed it (1) and whether it is slow (1).
 */
final class StoredCameraCodec {
  private static final StateFormat FORMAT = new StateFormat("camera focus", 1);

  private StoredCameraCodec() {}

  /** Returns the bytes in the newest version. */
  static byte[] write(StoredCamera camera) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    FORMAT.writeVersion(out);
    out.writeUTF(camera.cameraId());
    out.writeInt(camera.start());
    out.writeUTF(camera.streamEpoch());
    out.writeUTF(camera.model());
    write(camera.focus(), out);
    FORMAT.writeList(out, Length.INT, camera.sightings(), StoredCameraCodec::write);
    return bytes.toByteArray();
  }

  /**
   * Reads the bytes.
   *
   * @throws IOException with a sentence, if no release that is known here wrote them
   */
  static StoredCamera read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    StoredCamera camera;
    try {
      camera = read(new DataInputStream(in));
    } catch (EOFException e) {
      throw FORMAT.damaged("they end after " + bytes.length);
    } catch (UTFDataFormatException | IllegalArgumentException e) {
      throw FORMAT.damaged(String.valueOf(e.getMessage()));
    }
    if (in.available() > 0) {
      throw FORMAT.damaged(in.available() + " bytes follow the last object");
    }
    return camera;
  }

  private static StoredCamera read(DataInput in) throws IOException {
    FORMAT.readVersion(in);
    String cameraId = in.readUTF();
    int start = in.readInt();
    String streamEpoch = in.readUTF();
    String model = in.readUTF();
    FocusState focus = readFocus(in);
    return new StoredCamera(
        cameraId,
        start,
        streamEpoch,
        focus,
        model,
        FORMAT.readList(in, Length.INT, StoredCameraCodec::readSighting));
  }

  private static void write(@Nullable FocusState focus, DataOutput out) throws IOException {
    out.writeBoolean(focus != null);
    if (focus == null) {
      return;
    }
    out.writeInt(focus.width());
    out.writeInt(focus.height());
    out.writeInt(focus.backgroundFrames());
    out.writeInt(focus.sinceWhole());
    write(focus.levels(), out);
    write(focus.stopped(), out);
  }

  private static void write(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static @Nullable FocusState readFocus(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    int width = in.readInt();
    int height = in.readInt();
    int phase = in.readInt();
    int sinceWhole = in.readInt();
    return new FocusState(width, height, readBytes(in), readBytes(in), phase, sinceWhole);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > FocusState.MOST_BYTES) {
      throw FORMAT.damaged("a background has " + length + " samples");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static void write(Sighting sighting, DataOutput out) throws IOException {
    Detection detection = sighting.detection();
    out.writeInt(detection.classId());
    out.writeUTF(detection.label());
    out.writeFloat(detection.score());
    out.writeFloat(detection.box().x());
    out.writeFloat(detection.box().y());
    out.writeFloat(detection.box().width());
    out.writeFloat(detection.box().height());
    out.writeUTF(sighting.frameId());
    out.writeLong(sighting.time());
    out.writeBoolean(sighting.byWhole());
    out.writeBoolean(sighting.slow());
  }

  private static Sighting readSighting(DataInput in) throws IOException {
    int classId = in.readInt();
    String label = in.readUTF();
    float score = readFinite(in);
    Box box = new Box(readFinite(in), readFinite(in), readFinite(in), readFinite(in));
    Detection detection = new Detection(classId, label, score, box);
    return new Sighting(detection, in.readUTF(), in.readLong(), in.readBoolean(), in.readBoolean());
  }

  /** Reads a number that a record can hold. */
  private static float readFinite(DataInput in) throws IOException {
    float number = in.readFloat();
    if (!Float.isFinite(number)) {
      throw FORMAT.damaged("an object's score or box is " + number);
    }
    return number;
  }
}
