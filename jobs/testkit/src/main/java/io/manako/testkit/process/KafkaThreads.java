package io.manako.testkit.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Threads of Kafka's clients in this JVM: each producer and each admin client that is not closed
 * leaves one.
 *
 * @param ids ids of the threads
 */
public record KafkaThreads(Set<Long> ids) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Returns the threads that run now. */
  public static KafkaThreads now() {
    return new KafkaThreads(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> isClients(thread.getName()))
            .map(Thread::getId)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static boolean isClients(String name) {
    return name.startsWith("kafka-admin-client-thread")
        || name.startsWith("kafka-producer-network-thread");
  }

  /** Gives clients a moment to end; returns the number of threads that run beyond these. */
  public int awaitNoMore() throws InterruptedException {
    return awaitNoMore(PATIENCE);
  }

  int awaitNoMore(Duration patience) throws InterruptedException {
    Condition.comes(patience, () -> more() == 0);
    return more();
  }

  private int more() {
    Set<Long> more = new HashSet<>(now().ids());
    more.removeAll(ids);
    return more.size();
  }
}
