package io.manako.wire;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

/**
 * Makes the records of one topic and names that topic to Flink, which looks for its open
 * transactions there after a restart.
 */
public interface TopicSerializer<T>
    extends KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

  /** The topic of all records. */
  String topic();

  /** The name in sentences about records that cannot be written. */
  default String name() {
    return getClass().getSimpleName();
  }

  @Override
  default Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic()))));
  }
}
