package io.manako.dashboard.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions and the offsets from which they are read. Results are read from their current end,
 * events and dead letters from a few records before it, the control topic from its beginning.
 * Partitions that appear later are read from their beginning. Instances are not thread-safe.
 */
final class TopicAssignment {
  private static final long LAST_FEW = 25;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicNames topics;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Set<TopicPartition> frames = new HashSet<>();
  private boolean started;

  TopicAssignment(KafkaConsumer<byte[], byte[]> consumer, TopicNames topics) {
    this.consumer = consumer;
    this.topics = topics;
  }

  /**
   * Looks for new topics and partitions.
   *
   * @return sentences about what is missing
   */
  List<String> refresh() {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    Set<TopicPartition> wanted = new HashSet<>();
    topics.results().forEach(t -> wanted.addAll(partitions(t, existing)));
    Set<TopicPartition> fresh = new HashSet<>(wanted);
    fresh.removeAll(consumer.assignment());
    if (!fresh.isEmpty()) {
      assign(wanted, fresh);
    }
    frames.clear();
    frames.addAll(partitions(topics.frames(), existing));
    started = true;
    return missing(existing.keySet());
  }

  private void assign(Set<TopicPartition> all, Set<TopicPartition> fresh) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer.assignment().forEach(p -> positions.put(p, consumer.position(p)));
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(fresh);
    Map<TopicPartition, Long> last = consumer.endOffsets(fresh);
    consumer.assign(all);
    positions.forEach(consumer::seek);
    for (TopicPartition partition : fresh) {
      long begin = begins.getOrDefault(partition, 0L);
      long end = started ? begin : last.getOrDefault(partition, 0L);
      ends.put(partition, end);
      consumer.seek(partition, Math.max(begin, start(partition.topic(), end)));
    }
  }

  private long start(String topic, long end) {
    if (topic.equals(topics.control())) {
      return 0;
    }
    boolean news = topic.equals(topics.events()) || topic.equals(topics.deadLetters());
    return news ? end - LAST_FEW : end;
  }

  private List<String> missing(Set<String> existing) {
    List<String> sentences = new ArrayList<>();
    if (!existing.contains(topics.frames())) {
      sentences.add("There is no topic %s.".formatted(topics.frames()));
    }
    if (!existing.contains(topics.detections())
        && !existing.contains(topics.classifications())
        && !existing.contains(topics.segmentations())) {
      sentences.add("There is no topic of results (%s).".formatted(topics.detections()));
    }
    return sentences;
  }

  /** Whether a record was written after the page started. */
  boolean isNew(TopicPartition partition, long offset) {
    return offset >= ends.getOrDefault(partition, 0L);
  }

  /** Partitions of the frames topic. */
  Collection<TopicPartition> frames() {
    return Set.copyOf(frames);
  }

  private static List<TopicPartition> partitions(
      String topic, Map<String, List<PartitionInfo>> existing) {
    return existing.getOrDefault(topic, List.of()).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
