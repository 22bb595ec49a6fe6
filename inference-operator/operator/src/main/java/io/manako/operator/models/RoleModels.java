package io.manako.operator.models;

import io.manako.operator.batch.LoadedModels;
import io.manako.operator.models.ChangeBook.Span;
import io.manako.time.EventTime;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * The models of one role by event time, as the changes say. A frame waits while it is not known
 * whether a model of its time can be loaded.
 */
final class RoleModels implements ModelSchedule {
  private final ModelRole role;
  private final ChangeBook book;
  private final Function<ModelSet, LoadedModels> opener;
  private final Task task;
  private final ModelCache pool = new ModelCache();
  private boolean frozen;
  private @Nullable Span span;
  private @Nullable ModelSet current;
  private @Nullable LoadedModels lane;

  /**
   * What is needed of the task.
   *
   * @param mailbox of the operator
   * @param clock processing time
   */
  record Task(MailboxExecutor mailbox, ProcessingTimeService clock) {}

  /**
   * @param opener of models that were loaded before, or that the job was configured with
   */
  RoleModels(ModelRole role, ChangeBook book, Function<ModelSet, LoadedModels> opener, Task task) {
    this.role = role;
    this.book = book;
    this.opener = opener;
    this.task = task;
  }

  ModelCache pool() {
    return pool;
  }

  @Override
  public LoadedModels first() {
    LoadedModels last = Objects.requireNonNull(move(book.at(role, Long.MAX_VALUE)), "there are models");
    // Changes that are not settled yet may belong to the same time.
    changed();
    return last;
  }

  @Override
  public LoadedModels at(Instant eventTime) throws InterruptedException {
    return Objects.requireNonNull(find(eventTime), "the configured models always answer");
  }

  /** The models for frames of an event time, or null if there are none. */
  @Nullable LoadedModels find(Instant eventTime) throws InterruptedException {
    long micros = EventTime.micros(eventTime);
    if (span != null && span.covers(micros)) {
      return lane;
    }
    while (book.isPendingAt(role, micros)) {
      task.mailbox.yield();
    }
    return move(book.at(role, micros));
  }

  private @Nullable LoadedModels move(Span next) {
    ModelSet lineup = next.lineup();
    LoadedModels found = lineup.isNobody() ? null : pool.get(lineup, opener);
    if (current != null && !current.equals(lineup)) {
      pool.leave(current, task.clock.getCurrentProcessingTime());
    }
    current = lineup;
    lane = found;
    span = next;
    return found;
  }

  /** Forgets which times the present models answer, as changes have come. */
  void changed() {
    span = null;
  }

  /**
   * Frees what will hardly be needed again; only while nothing but the present models runs. Once a
   * run hangs nothing is freed until the end.
   *
   * @param until models that were left later stay, processing time in ms
   * @param fromMicros event time before which no frame comes any more
   */
  void tidy(long until, long fromMicros) {
    if (frozen) {
      return;
    }
    pool.tidy(current, until, lineup -> book.needs(lineup, fromMicros));
  }

  /** Frees nothing any more but at the end. */
  void freeze() {
    frozen = true;
  }

  /** Event time from which the present models answer, µs. */
  long sinceMicros() {
    return span == null ? Long.MIN_VALUE : span.from();
  }

  @Override
  public void close() {
    pool.close();
  }
}
