package io.manako.job;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows other jobs that this one runs, as a member of a consumer group whose name begins with the
 * job's own. Kafka has no other sign that distinguishes a job that waits for frames from one that
 * has died: its source assigns partitions to itself and is no member of its group, and transactions
 * begin with the first record. The member reads nothing and commits nothing.
 *
 * @param kafka settings of the client
 * @param topic topic that the group subscribes to, as it needs one
 * @param groups groups to be a member of
 */
record Presence(Properties kafka, String topic, List<String> groups) implements Serializable {
  /** Time after which the brokers forget a job that died. Brokers accept no shorter one. */
  static final Duration SESSION = Duration.ofSeconds(6);

  /** Presence of a part of a job that shows nothing. */
  static final Presence NONE = new Presence(new Properties(), "", List.of());

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final long JOIN_MILLIS = 3_000;

  /** Returns the presence of a job with these options. */
  static Presence of(JobOptions options) {
    return new Presence(
        options.kafkaProperties(),
        options.get(JobConfigOptions.FRAMES),
        List.copyOf(names(options)));
  }

  private static Collection<String> names(JobOptions options) {
    Collection<String> names = new TreeSet<>();
    names.add(group(options.get(JobConfigOptions.GROUP_ID)));
    if (options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE) {
      names.add(group(options.get(JobConfigOptions.TRANSACTION_PREFIX)));
    }
    return names;
  }

  /** Returns the group that shows the user of a consumer group or a transaction prefix. */
  static String group(String used) {
    return used + "-running";
  }

  /**
   * Shows the job until the result is closed. If a broker refuses or is silent, the job runs on and
   * others cannot see it.
   *
   * @param client end of the name of each member, which is shown to refused jobs
   */
  AutoCloseable show(String client) {
    List<Member> members = new ArrayList<>();
    groups.forEach(group -> members.add(new Member(group, client)));
    members.forEach(Member::start);
    return () -> {
      members.forEach(Member::leave);
      for (Member member : members) {
        member.join(JOIN_MILLIS);
      }
    };
  }

  private Properties settings(String group, String client) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.remove("group.instance.id");
    settings.setProperty("group.id", group);
    settings.setProperty("group.protocol", "classic");
    settings.setProperty("client.id", group + "-" + client);
    settings.setProperty("session.timeout.ms", String.valueOf(SESSION.toMillis()));
    settings.setProperty("heartbeat.interval.ms", String.valueOf(SESSION.toMillis() / 4));
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("auto.offset.reset", "latest");
    return settings;
  }

  /**
   * Member of a group, on a thread of its own, as only the group's own client keeps a membership
   * up.
   */
  private final class Member extends Thread {
    private final String group;
    private final String client;
    private volatile boolean left;
    private volatile KafkaConsumer<byte[], byte[]> consumer;

    Member(String group, String client) {
      super("presence in " + group);
      this.group = group;
      this.client = client;
      setDaemon(true);
    }

    @Override
    public void run() {
      ByteArrayDeserializer bytes = new ByteArrayDeserializer();
      try {
        consumer = new KafkaConsumer<>(settings(group, client), bytes, bytes);
        stay();
      } catch (WakeupException e) {
        LOG.debug("The job ends and leaves {}", group);
      } catch (KafkaException e) {
        LOG.warn("Other jobs cannot see that this one runs ({}): {}", group, e.getMessage());
      } finally {
        if (consumer != null) {
          consumer.close(CloseOptions.timeout(CLOSE));
        }
      }
    }

    private void stay() {
      consumer.subscribe(List.of(topic), new Idle(consumer));
      while (!left) {
        consumer.poll(POLL);
      }
    }

    void leave() {
      left = true;
      if (consumer != null) {
        consumer.wakeup();
      }
    }
  }

  /** Accepts the partitions that the group assigns, and fetches nothing from them. */
  private record Idle(KafkaConsumer<byte[], byte[]> consumer) implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // There is nothing to finish.
    }
  }
}
