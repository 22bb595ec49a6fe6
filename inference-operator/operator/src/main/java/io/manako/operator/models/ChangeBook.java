package io.manako.operator.models;

import io.manako.operator.ModelSlot;
import io.manako.operator.models.ChangeBookCodec.Stored;
import io.manako.time.EventTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All changes of models by event time, and what has become of each of them in one subtask. Which
 * models answer a frame depends on its event time and this book alone, not on the order in which
 * frames come.
 */
public final class ChangeBook {
  /**
   * Past changes that are kept for each slot and role, of which the last is in effect; and changes
   * to come.
   */
  public static final int MOST = 100;

  private final TreeMap<Key, Entry> entries =
      new TreeMap<>(
          Comparator.comparingLong(Key::micros).thenComparing(Key::role).thenComparing(Key::slot));

  private final List<ModelChange> pushedOut = new ArrayList<>();

  /** What has become of a change. */
  public enum Outcome {
    /** Its model is not loaded yet: frames from its time on wait. */
    PENDING,
    /** Its model has run here. */
    LOADED,
    /** Its model has failed: what was in effect before stays. */
    REFUSED
  }

  /** One change and its outcome. */
  public record Entry(ModelChange change, Outcome outcome) {
    private boolean isPending() {
      return outcome == Outcome.PENDING;
    }

    private long published() {
      return EventTime.micros(change.origin().time());
    }
  }

  /**
   * Models and the event times that they answer.
   *
   * @param from first, µs since 1970
   * @param to first one that is not theirs any more
   */
  public record Span(ModelSet lineup, long from, long to) {
    /** Whether a frame of that time is theirs. */
    public boolean covers(long micros) {
      return from <= micros && micros < to;
    }
  }

  private record Key(long micros, ModelRole role, ModelSlot slot) {
    static Key of(ModelChange change) {
      return new Key(change.micros(), change.role(), change.slot());
    }
  }

  /**
   * Takes a change, which replaces an earlier record's for the same time. Of too many past changes
   * the oldest go, of too many to come the furthest: neither pushes out what is in effect. What is
   * past is judged by the newest control record, so a replay judges alike.
   *
   * @return false if it is known, a later record has replaced it, or there is no room for it
   */
  public boolean add(ModelChange change) {
    if (!put(change)) {
      return false;
    }
    makeRoom(change);
    return entries.containsKey(Key.of(change));
  }

  private boolean put(ModelChange change) {
    Entry known = entries.get(Key.of(change));
    if (known != null && !change.isAfter(known.change())) {
      return false;
    }
    // Going back to what was configured needs nothing to be tried.
    Outcome outcome = change.model() == null ? Outcome.LOADED : Outcome.PENDING;
    entries.put(Key.of(change), new Entry(change, outcome));
    return true;
  }

  private void makeRoom(ModelChange change) {
    long now = entries.values().stream().mapToLong(Entry::published).max().orElse(Long.MIN_VALUE);
    List<Key> same =
        entries.keySet().stream()
            .filter(key -> key.role() == change.role() && key.slot() == change.slot())
            .toList();
    int past = (int) same.stream().filter(key -> key.micros() <= now).count();
    same.stream().limit(Math.max(0, past - MOST)).forEach(entries::remove);
    same.stream()
        .skip(past + (long) MOST)
        .map(entries::remove)
        .forEach(entry -> pushedOut.add(entry.change()));
  }

  /** The changes to come for which there was no room, since the last call. */
  public List<ModelChange> takePushedOut() {
    List<ModelChange> taken = List.copyOf(pushedOut);
    pushedOut.clear();
    return taken;
  }

  /** Notes what has become of a change, unless another has taken its place. */
  public void settle(ModelChange change, Outcome outcome) {
    entries.computeIfPresent(
        Key.of(change),
        (key, known) ->
            known.change().sameRecord(change) ? new Entry(known.change(), outcome) : known);
  }

  /** The change whose model is to be tried next: the earliest. */
  public Optional<ModelChange> nextPending() {
    return entries.values().stream().filter(Entry::isPending).findFirst().map(Entry::change);
  }

  /** Whether it is not yet known which models answer at a time. */
  public boolean isPendingAt(ModelRole role, long micros) {
    return entries.entrySet().stream()
        .takeWhile(entry -> entry.getKey().micros() <= micros)
        .anyMatch(entry -> entry.getKey().role() == role && entry.getValue().isPending());
  }

  /** The models that answer at a time, as far as they are loaded. */
  public Span at(ModelRole role, long micros) {
    return span(role, micros, entry -> entry.outcome() == Outcome.LOADED);
  }

  /** The models that answer from a change's time on if it is made. */
  public ModelSet tried(ModelChange change) {
    return span(
            change.role(),
            change.micros(),
            entry -> entry.outcome() == Outcome.LOADED || entry.change().sameRecord(change))
        .lineup();
  }

  /** Whether models answer frames of some time to come, as far as it is known. */
  public boolean needs(ModelSet lineup, long fromMicros) {
    return Stream.concat(
            Stream.of(fromMicros),
            of(lineup.role()).map(entry -> entry.change().micros()).filter(m -> m > fromMicros))
        .anyMatch(micros -> at(lineup.role(), micros).lineup().equals(lineup));
  }

  /** The change that is in effect at a time and names a model. */
  public Optional<ModelChange> inEffect(ModelRole role, long micros) {
    return of(role)
        .filter(entry -> entry.change().micros() <= micros && entry.outcome() == Outcome.LOADED)
        .reduce((earlier, later) -> later)
        .map(Entry::change)
        .filter(change -> change.model() != null);
  }

  private Span span(ModelRole role, long micros, Predicate<Entry> made) {
    ModelSet lineup = new ModelSet(role, Map.of());
    long from = Long.MIN_VALUE;
    for (Entry entry : (Iterable<Entry>) of(role)::iterator) {
      if (entry.change().micros() > micros) {
        return new Span(lineup, from, entry.change().micros());
      }
      if (made.test(entry)) {
        lineup = lineup.with(entry.change());
      }
      from = entry.change().micros();
    }
    return new Span(lineup, from, Long.MAX_VALUE);
  }

  private Stream<Entry> of(ModelRole role) {
    return entries.values().stream().filter(entry -> entry.change().role() == role);
  }

  /**
   * Takes what the subtasks of a job knew at a checkpoint. Each knows what has become of a change
   * in itself; where there were more or fewer subtasks, a model that any of them has loaded counts
   * as loaded, as it has answered frames.
   */
  public void restore(List<Stored> stored, int subtask, int subtasks) {
    for (Stored each : stored) {
      for (Entry entry : each.entries()) {
        put(entry.change());
        boolean own = each.subtasks() == subtasks && each.subtask() == subtask;
        boolean rescaled = each.subtasks() != subtasks;
        if (own || (rescaled && !isLoaded(entry.change()))) {
          settleKnown(entry);
        }
      }
    }
  }

  private boolean isLoaded(ModelChange change) {
    Entry known = entries.get(Key.of(change));
    return known != null && known.outcome() == Outcome.LOADED;
  }

  private void settleKnown(Entry entry) {
    if (entry.outcome() != Outcome.PENDING) {
      settle(entry.change(), entry.outcome());
    }
  }

  /** Everything, by rising time. */
  public List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** Whether no change is known. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
