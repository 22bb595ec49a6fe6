package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Serializable;

/**
 * The contract of one kind of record: its fields, as a schema in {@code config/schemas} says. The
 * value's bytes are the same in every replay.
 *
 * @param <T> type of the elements that become records
 */
public interface JsonContract<T> extends Serializable {

  /** Name and version, such as {@code video.detections/1}. */
  String schema();

  /** Writes the fields that follow the schema's name. */
  void write(T element, JsonGenerator json) throws IOException;

  /** Everything of the record but its value. */
  Envelope envelope(T element);

  /** The record's value, UTF-8 JSON. */
  default byte[] value(T element) {
    return JsonSerializer.value(this, element);
  }
}
