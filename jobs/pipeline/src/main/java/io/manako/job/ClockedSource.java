package io.manako.job;

import io.manako.operator.FrameRecord;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Flink's Kafka source of frames, with times of the machine's clock as watermarks: everything that
 * the topic held at that time is before the watermark. Operators downstream can therefore
 * distinguish a silent camera from one whose frames are still unread. The source's state is that of
 * Flink's source.
 */
final class ClockedSource
    implements Source<FrameRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<FrameRecord>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<FrameRecord> source;
  private final TopicEnds.Provider ends;
  private final Duration interval;

  /**
   * Adds watermarks to a source.
   *
   * @param source source of Flink's connector
   * @param ends provider of the ends of its topic
   * @param interval time between two watermarks, if the reader keeps up
   */
  ClockedSource(KafkaSource<FrameRecord> source, TopicEnds.Provider ends, Duration interval) {
    this.source = source;
    this.ends = ends;
    this.interval = interval;
  }

  @Override
  public SourceReader<FrameRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new ClockedReader(source.createReader(context), ends, interval);
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws IOException {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<FrameRecord> getProducedType() {
    return source.getProducedType();
  }

  @Override
  public LineageVertex getLineageVertex() {
    return ((LineageVertexProvider) source).getLineageVertex();
  }
}
