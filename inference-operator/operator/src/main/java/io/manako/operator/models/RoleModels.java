package io.manako.operator.models;

import io.manako.operator.Subtask;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.models.ChangeBook.Span;
import io.manako.time.EventTime;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models of one role by event time, as the change book defines them. A frame waits as long as
 * it is unknown whether a model of its time can be loaded. For the task's thread; {@link #close} is
 * for the thread that runs last.
 */
final class RoleModels implements AutoCloseable {
  private final ModelRole role;
  private final ChangeBook book;
  private final Function<ModelSet, LoadedModels> opener;
  private final Subtask subtask;
  private final ModelCache cache = new ModelCache();
  private boolean frozen;
  private @Nullable Span span;
  private @Nullable ModelSet current;
  private @Nullable LoadedModels models;

  /**
   * Creates the models of a role; {@link #find} opens them.
   *
   * @param opener opens models that were loaded before, or that the job was configured with
   */
  RoleModels(
      ModelRole role, ChangeBook book, Function<ModelSet, LoadedModels> opener, Subtask subtask) {
    this.role = role;
    this.book = book;
    this.opener = opener;
    this.subtask = subtask;
  }

  ModelCache cache() {
    return cache;
  }

  /** Opens the models that are in effect after the last change; null if there are none. */
  @Nullable LoadedModels openLast() {
    LoadedModels last = switchTo(book.at(role, Long.MAX_VALUE));
    // Changes that are not settled yet may belong to the same time.
    changed();
    return last;
  }

  /** The models for frames of an event time, or null if there are none. */
  @Nullable LoadedModels find(Instant eventTime) throws InterruptedException {
    long micros = EventTime.micros(eventTime);
    if (span != null && span.covers(micros)) {
      return models;
    }
    while (book.isPendingAt(role, micros)) {
      subtask.mailbox().yield();
    }
    return switchTo(book.at(role, micros));
  }

  private @Nullable LoadedModels switchTo(Span next) {
    ModelSet set = next.models();
    LoadedModels found = set.isEmpty() ? null : cache.get(set, opener);
    if (current != null && !current.equals(set)) {
      cache.swapOut(current, subtask.clock().getCurrentProcessingTime());
    }
    current = set;
    models = found;
    span = next;
    return found;
  }

  /** Forgets the span of the present models, because changes have come. */
  void changed() {
    span = null;
  }

  /**
   * Evicts models that hardly any frame will need; may be called only while no models but the
   * present ones run. Once a run hangs, nothing is evicted.
   *
   * @param until processing time in ms; models that were swapped out later stay
   * @param fromMicros event time before which no frame comes any more, µs
   */
  void evict(long until, long fromMicros) {
    if (!frozen) {
      cache.evict(current, until, set -> book.needs(set, fromMicros));
    }
  }

  /** Notes that a run hangs: from now on only {@link #close} frees models. */
  void freeze() {
    frozen = true;
  }

  /** Event time from which the present models are in effect, µs. */
  long sinceMicros() {
    return span == null ? Long.MIN_VALUE : span.from();
  }

  @Override
  public void close() {
    cache.close();
  }
}
