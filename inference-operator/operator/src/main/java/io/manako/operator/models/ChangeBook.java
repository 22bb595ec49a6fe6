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
 * All changes of models by event time, and the outcome of each of them in one subtask. The models
 * that process a frame depend on the frame's event time and this book alone, not on the order in
 * which frames arrive.
 */
public final class ChangeBook {
  /**
   * Number of past changes that are kept for each slot and role, the last of which is in effect,
   * and number of future changes that are kept.
   */
  public static final int MOST = 100;

  private final TreeMap<Key, Entry> entries =
      new TreeMap<>(
          Comparator.comparingLong(Key::micros).thenComparing(Key::role).thenComparing(Key::slot));

  private final List<ModelChange> pushedOut = new ArrayList<>();

  /** The outcome of a change. */
  public enum Outcome {
    /** The model is not loaded yet: frames from the change's time on wait. */
    PENDING,
    /** The model has run here. */
    LOADED,
    /** The model has failed: the models that were in effect stay. */
    REFUSED
  }

  /** A change and its outcome. */
  public record Entry(ModelChange change, Outcome outcome) {
    private boolean isPending() {
      return outcome == Outcome.PENDING;
    }

    private long published() {
      return EventTime.micros(change.origin().time());
    }
  }

  /**
   * Models and the event times of the frames that they process.
   *
   * @param from the first time, µs since 1970
   * @param to the first time after the span, µs since 1970
   */
  public record Span(ModelSet models, long from, long to) {
    /** Whether these models process a frame of that time. */
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
   * Adds a change, which replaces the change of an earlier record for the same time, role and slot.
   * If there are too many changes, the oldest past ones and the furthest future ones are dropped; a
   * change that is in effect is never dropped for lack of room. The time of the newest control
   * record separates past from future, so a replay decides the same way.
   *
   * @return false if the change is known, a later record has replaced it, or there is no room
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
    // A return to the configured model needs no trial.
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

  /** Returns the future changes that were dropped for lack of room since the last call. */
  public List<ModelChange> takePushedOut() {
    List<ModelChange> taken = List.copyOf(pushedOut);
    pushedOut.clear();
    return taken;
  }

  /** Notes the outcome of a change, unless another change has taken its place. */
  public void settle(ModelChange change, Outcome outcome) {
    entries.computeIfPresent(
        Key.of(change),
        (key, known) ->
            known.change().sameRecord(change) ? new Entry(known.change(), outcome) : known);
  }

  /** The change whose model is loaded next: the earliest pending one. */
  public Optional<ModelChange> nextPending() {
    return entries.values().stream().filter(Entry::isPending).findFirst().map(Entry::change);
  }

  /** Whether the models of a time are not known yet. */
  public boolean isPendingAt(ModelRole role, long micros) {
    return entries.entrySet().stream()
        .takeWhile(entry -> entry.getKey().micros() <= micros)
        .anyMatch(entry -> entry.getKey().role() == role && entry.getValue().isPending());
  }

  /** The models of a time, as far as they are loaded. */
  public Span at(ModelRole role, long micros) {
    return span(role, micros, entry -> entry.outcome() == Outcome.LOADED);
  }

  /** Returns the models from a change's time on, provided that its model can be loaded. */
  public ModelSet tried(ModelChange change) {
    return span(
            change.role(),
            change.micros(),
            entry -> entry.outcome() == Outcome.LOADED || entry.change().sameRecord(change))
        .models();
  }

  /** Whether a set processes frames of any time from {@code fromMicros} on, as far as is known. */
  public boolean needs(ModelSet set, long fromMicros) {
    return Stream.concat(
            Stream.of(fromMicros),
            of(set.role()).map(entry -> entry.change().micros()).filter(m -> m > fromMicros))
        .anyMatch(micros -> at(set.role(), micros).models().equals(set));
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
    ModelSet models = new ModelSet(role, Map.of());
    long from = Long.MIN_VALUE;
    for (Entry entry : (Iterable<Entry>) of(role)::iterator) {
      if (entry.change().micros() > micros) {
        return new Span(models, from, entry.change().micros());
      }
      if (made.test(entry)) {
        models = models.with(entry.change());
      }
      from = entry.change().micros();
    }
    return new Span(models, from, Long.MAX_VALUE);
  }

  private Stream<Entry> of(ModelRole role) {
    return entries.values().stream().filter(entry -> entry.change().role() == role);
  }

  /**
   * Takes the entries of all subtasks at a checkpoint. Each subtask knows its own outcome of a
   * change. If the number of subtasks has changed, a model that any of them has loaded counts as
   * loaded, as it has processed frames.
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

  /** All entries by rising time. */
  public List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** Whether no change is known. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
