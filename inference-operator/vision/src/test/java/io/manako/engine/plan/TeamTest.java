package io.manako.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wake-up that is lost shows as a test that does not end. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TeamTest {
  /** The members by number, as soon as they are at work. */
  private final Map<Integer, Thread> members = new ConcurrentHashMap<>();

  private final AtomicReference<Team> team = new AtomicReference<>();

  private Team team(int size, Rest rest, Team.Work work) {
    Team made =
        new Team(
            size,
            (thread, count) -> {
              members.put(thread, Thread.currentThread());
              work.run(thread, count);
            },
            rest);
    team.set(made);
    return made;
  }

  private void awaitSleepOf(int thread) {
    Awaitility.await()
        .until(
            () -> {
              Thread member = members.get(thread);
              return member != null && member.getState() == Thread.State.WAITING;
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aThreadThatIsEarlySleepsUntilTheLastOneComes(int early) {
    Rest rest = new Rest(2, Rest.SPINS);
    Team.Work work =
        (thread, count) -> {
          if (thread != early) {
            awaitSleepOf(early);
          }
          team.get().await(thread);
        };
    try (Team two = team(2, rest, work)) {
      two.run(1);
    }
    assertThat(rest.parks()).isPositive();
  }

  @Test
  void helpersSleepBetweenRuns() {
    Rest rest = new Rest(3, Rest.SPINS);
    try (Team three = team(3, rest, (thread, count) -> team.get().await(thread))) {
      three.run(1);
      awaitSleepOf(1);
      awaitSleepOf(2);

      three.run(1);
    }
  }

  @Test
  void noThreadSpinsWhereThereIsNoCoreForEach() {
    assertThat(Rest.spins(2, 1)).isZero();
    assertThat(Rest.spins(2, 2)).isEqualTo(Rest.SPINS);
  }

  /** Few spins, so that threads meet in all stages of going to sleep. */
  @ParameterizedTest
  @CsvSource({"2, 0", "2, 1", "2, 40", "3, 0", "4, 7"})
  void noWakeUpIsLostAndNoStepBeginsTooSoon(int threads, int spins) {
    int runs = 40;
    int steps = 250;
    int[] done = new int[threads];
    AtomicInteger wrong = new AtomicInteger();
    Team.Work work =
        (thread, run) -> {
          for (int step = 0; step < steps; step++) {
            done[thread]++;
            team.get().await(thread);
            for (int other : done) {
              wrong.addAndGet(other == run * steps + step + 1 ? 0 : 1);
            }
            team.get().await(thread);
          }
        };
    try (Team together = team(threads, new Rest(threads, spins), work)) {
      for (int run = 0; run < runs; run++) {
        together.run(run);
      }
    }

    assertThat(done).containsOnly(runs * steps);
    assertThat(wrong).hasValue(0);
  }

  @Test
  void anInterruptedCallerSleepsAllTheSameAndKeepsItsFlag() {
    Rest rest = new Rest(2, Rest.SPINS);
    Team.Work work =
        (thread, count) -> {
          if (thread == 1) {
            awaitSleepOf(0);
          }
          team.get().await(thread);
        };
    try (Team two = team(2, rest, work)) {
      Thread.currentThread().interrupt();

      two.run(1);

      assertThat(Thread.interrupted()).isTrue();
    }
    // One returns at once because of the flag, and one sleeps; the helper has slept, too.
    assertThat(rest.parks()).isBetween(2L, 20L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aThreadThatFailsWakesTheOthersAndTheTeamRunsNoMore(int failing) {
    Team.Work work =
        (thread, count) -> {
          if (thread == failing) {
            awaitSleepOf((failing + 1) % 3);
            awaitSleepOf((failing + 2) % 3);
            throw new IllegalArgumentException("thread " + thread);
          }
          team.get().await(thread);
        };
    try (Team three = team(3, new Rest(3, Rest.SPINS), work)) {
      assertThatThrownBy(() -> three.run(1))
          .hasMessageContaining("a thread of the engine failed")
          .hasRootCauseMessage("thread " + failing);
      assertThatThrownBy(() -> three.run(1)).hasRootCauseMessage("thread " + failing);
    }
  }

  @Test
  void closingEndsHelpersThatSleep() {
    Team three = team(3, new Rest(3, Rest.SPINS), (thread, count) -> team.get().await(thread));
    three.run(1);
    awaitSleepOf(1);
    awaitSleepOf(2);

    three.close();
    three.close();

    Awaitility.await().until(() -> !members.get(1).isAlive() && !members.get(2).isAlive());
  }
}
