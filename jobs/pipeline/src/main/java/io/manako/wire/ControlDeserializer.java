package io.manako.wire;

import io.manako.operator.FrameRecord.Source;
import io.manako.operator.models.ModelChange;
import io.manako.wire.ControlReader.Request;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes a Kafka record of the control topic to a {@link ControlRecord}. An error in the
 * record becomes a rejection, never an exception: one bad record must not stop a job.
 */
public final class ControlDeserializer implements KafkaRecordDeserializationSchema<ControlRecord> {
  private static final long serialVersionUID = 1L;

  private final HashSet<String> cameras;
  private final ModelOffers offers;
  private transient @Nullable Counter accepted;
  private transient @Nullable Counter refused;

  /**
   * Creates a deserializer that ignores records about models.
   *
   * @param cameras cameras that records may name; if empty, any
   */
  public ControlDeserializer(Set<String> cameras) {
    this(cameras, ModelOffers.NONE);
  }

  /**
   * Creates a deserializer.
   *
   * @param cameras cameras that records may name; if empty, any
   * @param offers models that records may name
   */
  public ControlDeserializer(Set<String> cameras, ModelOffers offers) {
    this.cameras = new HashSet<>(cameras);
    this.offers = offers;
  }

  @Override
  public void open(InitializationContext context) {
    MetricGroup metrics = context.getMetricGroup().addGroup("manako");
    accepted = metrics.addGroup("outcome", "accepted").counter("control_records_total");
    refused = metrics.addGroup("outcome", "refused").counter("control_records_total");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlRecord> out) {
    ControlRecord control = read(record);
    Counter counter = control.rejection() == null ? accepted : refused;
    if (counter != null) {
      counter.inc();
    }
    out.collect(control);
  }

  @Override
  public TypeInformation<ControlRecord> getProducedType() {
    return TypeInformation.of(ControlRecord.class);
  }

  /** Reads one record; never throws. */
  public ControlRecord read(ConsumerRecord<byte[], byte[]> record) {
    Request request = new Request(null, null);
    @Nullable String rejection = null;
    try {
      request = new ControlReader(cameras, offers).read(record);
    } catch (IllegalArgumentException e) {
      rejection = String.valueOf(e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      rejection = "The record cannot be read: " + e;
    }
    ModelChange.Origin origin = origin(record);
    return new ControlRecord(
        request.scene(),
        request.model(),
        rejection,
        origin.source(),
        origin.time(),
        origin.value(),
        origin.original());
  }

  /** Returns the original record. */
  static ModelChange.Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new ModelChange.Origin(
        new Source(record.topic(), record.partition(), record.offset()),
        RecordTime.nearest(record),
        record.value(),
        FrameDeserializer.original(record));
  }
}
