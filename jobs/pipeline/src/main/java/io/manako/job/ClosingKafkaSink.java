package io.manako.job;

import io.manako.operator.TaskEnd;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Flink's Kafka sink, whose exactly-once writers close everything that they open and whose
 * committers leave nothing open. The connector's own writers (5.0.0) ask for open transactions with
 * an admin client that they never close: each restart of a task would leave a thread and its
 * connections in the TaskManager, and with them the classes of a job that has long ended.
 */
final class ClosingKafkaSink<T>
    implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1;

  private final KafkaSink<T> sink;
  private final SupersededTransactions superseded;
  private final Presence presence;

  /**
   * Wraps a sink.
   *
   * @param sink sink of Flink's connector
   * @param producer properties that it was built with
   * @param presence presence that the sink's first writer shows while it is open
   */
  ClosingKafkaSink(KafkaSink<T> sink, Properties producer, Presence presence) {
    this.sink = sink;
    this.presence = presence;
    this.superseded = new SupersededTransactions(producer);
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
      WriterInitContext context) throws IOException {
    return open(context, () -> writers().createWriter(context));
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> recovered) throws IOException {
    return open(context, () -> writers().restoreWriter(context, recovered));
  }

  /**
   * Opens a writer on a thread of its own. A writer that is interrupted while it opens would never
   * be returned, and so never be closed.
   */
  private ClosingWriter<T> open(
      WriterInitContext context,
      Callable<PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable>> opening)
      throws IOException {
    try {
      return new ClosingWriter<>(Undisturbed.call(opening), show(context));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("a writer to Kafka cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Shows the job's presence. One writer does so for the whole job. */
  private @Nullable AutoCloseable show(WriterInitContext context) {
    return context.getTaskInfo().getIndexOfThisSubtask() == 0
        ? presence.show(context.getJobInfo().getJobId().toString())
        : null;
  }

  /** Returns the sink without the type of its writers, which is private to their package. */
  private TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> writers() {
    return sink;
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return superseded.abortedBy(sink.createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }

  private record ClosingWriter<T>(
      PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
      @Nullable AutoCloseable presence)
      implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      writer.flush(endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
      return writer.prepareCommit();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
      return writer.snapshotState(checkpoint);
    }

    /** Closes the writer. Closing throws if another producer took over its transaction. */
    @Override
    public void close() {
      TaskEnd.close(writer, this::closeAdmin, presence);
    }

    /**
     * Closes the admin client, which is in a private field and is created when it is first needed.
     */
    private void closeAdmin() throws IllegalAccessException {
      for (Field field : adminFields()) {
        field.setAccessible(true);
        if (field.get(writer) instanceof Admin admin) {
          admin.close(Duration.ZERO);
        }
      }
    }

    private List<Field> adminFields() {
      return Arrays.stream(writer.getClass().getDeclaredFields())
          .filter(field -> Admin.class.isAssignableFrom(field.getType()))
          .toList();
    }
  }
}
