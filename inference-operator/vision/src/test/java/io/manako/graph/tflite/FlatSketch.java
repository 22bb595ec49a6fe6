package io.manako.graph.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Writes FlatBuffers: each table, then what it points to. */
final class FlatSketch {
  private static final int HEAD = 4;

  private ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * A table; field n is {@code fields[n]}: a Byte, an Integer, a Float, a String, an int[], a
   * byte[], a Table, a List of tables, or null where it is absent.
   */
  record Table(Object... fields) {}

  private FlatSketch() {}

  static byte[] file(String identifier, Table root) {
    FlatSketch sketch = new FlatSketch();
    sketch.out.putInt(0).put(identifier.getBytes(UTF_8));
    int at = sketch.write(root);
    sketch.out.putInt(0, at);
    return Arrays.copyOf(sketch.out.array(), sketch.out.position());
  }

  private int write(Table table) {
    Object[] fields = table.fields();
    align();
    int vtable = out.position();
    int head = HEAD + 2 * fields.length;
    int start = (vtable + head + 3) / 4 * 4;
    out.putShort((short) head).putShort((short) (4 + 4 * fields.length));
    for (int i = 0; i < fields.length; i++) {
      out.putShort((short) (fields[i] == null ? 0 : 4 + 4 * i));
    }
    out.position(start);
    out.putInt(start - vtable);
    out.position(start + 4 + 4 * fields.length);
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != null) {
        field(start + 4 + 4 * i, fields[i]);
      }
    }
    return start;
  }

  private void field(int place, Object value) {
    if (value instanceof Byte b) {
      out.put(place, b);
    } else if (value instanceof Integer i) {
      out.putInt(place, i);
    } else if (value instanceof Float f) {
      out.putFloat(place, f);
    } else if (value instanceof Table t) {
      out.putInt(place, write(t) - place);
    } else {
      out.putInt(place, vector(value) - place);
    }
  }

  private int vector(Object value) {
    if (value instanceof List<?> tables) {
      align();
      int start = out.position();
      out.putInt(tables.size());
      out.position(start + 4 + 4 * tables.size());
      for (int i = 0; i < tables.size(); i++) {
        int place = start + 4 + 4 * i;
        out.putInt(place, write((Table) tables.get(i)) - place);
      }
      return start;
    }
    byte[] bytes = value instanceof String s ? s.getBytes(UTF_8) : bytes(value);
    int count = value instanceof int[] all ? all.length : bytes.length;
    align();
    int start = out.position();
    out.putInt(count).put(bytes);
    return start;
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] raw) {
      return raw;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i : (int[]) value) {
      byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(i).array();
      out.writeBytes(four);
    }
    return out.toByteArray();
  }

  private void align() {
    out.position((out.position() + 3) / 4 * 4);
  }
}
