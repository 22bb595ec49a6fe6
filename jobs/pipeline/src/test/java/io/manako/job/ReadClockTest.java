package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reader of two partitions, brokers that are asked every second, and a clock set by hand. */
class ReadClockTest {
  private static final TopicPartition FIRST = new TopicPartition("video.frames", 0);
  private static final TopicPartition SECOND = new TopicPartition("video.frames", 1);
  private static final long SETTLED = ReadClock.NOTHING_THERE.toMillis();

  private final Brokers brokers = new Brokers();
  private long now = 1_000_000;
  private final ReadClock clock = new ReadClock(brokers, () -> now, Duration.ofSeconds(1));

  @Test
  void aReaderAtTheEndHasReadAllThereWasWhenTheBrokersWereAsked() {
    start(10, 20);

    assertThat(clock.polled(true)).hasValue(now);
  }

  @Test
  void aReaderThatLagsReachesTheTimeOfTheQuestionWhenItComesToTheEndOfThen() {
    start(10, 20);
    brokers.end(FIRST, 12);
    long asked = now;
    assertThat(clock.polled(false)).isEmpty();
    now += 60_000;
    brokers.end(FIRST, 500);
    clock.read(FIRST, 10);
    assertThat(clock.polled(false)).isEmpty();
    clock.read(FIRST, 11);

    assertThat(clock.polled(false)).hasValue(asked);
    assertThat(clock.polled(false)).isEmpty();
  }

  @Test
  void aReaderThatIsHeldUpIsNeverAtTheEnd() {
    start(10, 20);
    brokers.end(SECOND, 21);
    for (int i = 0; i < 100; i++) {
      now += 10_000;
      assertThat(clock.polled(false)).isEmpty();
    }
  }

  @Test
  void brokersThatDoNotAnswerSayNothing() {
    start(10, 20);
    brokers.silent = new CompletableFuture<>();
    assertThat(clock.polled(true)).isEmpty();
    now += 600_000;
    assertThat(clock.polled(true)).isEmpty();

    brokers.silent.completeExceptionally(new IllegalStateException("no broker"));
    brokers.silent = null;
    assertThat(clock.polled(true)).isEmpty();
    assertThat(clock.polled(true)).hasValue(now);
  }

  @Test
  void aMarkOfATransactionAtTheEndIsNoRecordToWaitFor() {
    start(10, 20);
    brokers.end(FIRST, 11);
    long asked = now;
    assertThat(clock.polled(true)).isEmpty();
    now += SETTLED - 1;
    assertThat(clock.polled(true)).isEmpty();
    now++;

    assertThat(clock.polled(true)).hasValue(asked);
  }

  @Test
  void aReaderThatFindsSomethingAgainIsNotAtTheEnd() {
    start(10, 20);
    brokers.end(FIRST, 12);
    clock.polled(true);
    now += SETTLED - 1;
    clock.polled(false);
    now += 2;

    assertThat(clock.polled(true)).isEmpty();
  }

  @Test
  void anotherPartitionMakesTheQuestionVoid() {
    start(10, 20);
    brokers.end(FIRST, 12);
    assertThat(clock.polled(false)).isEmpty();
    TopicPartition third = new TopicPartition("video.frames", 2);
    brokers.end(third, 5);
    clock.assigned(third, 0);
    clock.read(FIRST, 11);

    assertThat(clock.polled(false)).isEmpty();
  }

  @Test
  void aReaderWithoutPartitionsHoldsTheOthersBackOnlyUntilItIsSureToGetNone() {
    assertThat(clock.polled(true)).isEmpty();
    now += ReadClock.NOTHING_ASSIGNED.toMillis();

    assertThat(clock.polled(true)).isEqualTo(OptionalLong.of(now));
    assertThat(brokers.questions).isZero();
  }

  /** Both partitions are read from their ends on. */
  private void start(long first, long second) {
    clock.assigned(FIRST, first);
    clock.assigned(SECOND, second);
    brokers.end(FIRST, first);
    brokers.end(SECOND, second);
  }

  private static final class Brokers implements TopicEnds {
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private @Nullable CompletableFuture<Map<TopicPartition, Long>> silent;
    private int questions;

    void end(TopicPartition partition, long offset) {
      ends.put(partition, offset);
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> ask(Collection<TopicPartition> asked) {
      questions++;
      return silent == null ? CompletableFuture.completedFuture(Map.copyOf(ends)) : silent;
    }

    @Override
    public void close() {}
  }
}
