package io.manako.operator.models;

import io.manako.operator.TaskEnd;
import io.manako.operator.batch.LoadedModels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The models in memory. Models that were swapped out stay for late frames for some time. If more
 * than {@value #MOST} sets are in memory, sets that no frame needs now are evicted, and opened
 * again when a frame needs them. For the task's thread; {@link #close} is for the thread that runs
 * last.
 */
public final class ModelCache implements AutoCloseable {
  /** Sets of models that stay in memory at once, beside one that is being loaded. */
  public static final int MOST = 3;

  private final Map<ModelSet, LoadedModels> open = new LinkedHashMap<>();

  /**
   * Processing time at which each set was swapped out, in ms and in that order. Open sets that are
   * not in this map are in use, or wait for their time.
   */
  private final Map<ModelSet, Long> swappedOut = new LinkedHashMap<>();

  private volatile int size;

  /** The models of a set, which are opened if they are not in memory. */
  LoadedModels get(ModelSet set, Function<ModelSet, LoadedModels> opener) {
    LoadedModels models = open.get(set);
    if (models == null) {
      models = opener.apply(set);
      put(set, models);
    }
    swappedOut.remove(set);
    return models;
  }

  /** Takes over models that were loaded ahead of their time. */
  void put(ModelSet set, LoadedModels models) {
    if (open.putIfAbsent(set, models) != null) {
      // A late frame needed them before they were loaded ahead.
      models.close();
    }
    size = open.size();
  }

  boolean has(ModelSet set) {
    return open.containsKey(set);
  }

  /**
   * Notes that frames have gone on to other models.
   *
   * @param now processing time, ms since the epoch
   */
  void swapOut(ModelSet set, long now) {
    if (open.containsKey(set)) {
      swappedOut.remove(set);
      swappedOut.put(set, now);
    }
  }

  /** Whether models that were swapped out wait for late frames. */
  boolean hasSwappedOut() {
    return !swappedOut.isEmpty();
  }

  /**
   * Evicts models that hardly any frame will need. No models but {@code current} may be running.
   *
   * @param current set that is never evicted; null for none
   * @param until processing time in ms; models that were swapped out later stay
   * @param later whether a set is needed for later event times
   */
  void evict(@Nullable ModelSet current, long until, Predicate<ModelSet> later) {
    List<ModelSet> unused =
        open.keySet().stream()
            .filter(set -> !set.equals(current) && !later.test(set))
            .filter(set -> swappedOut.getOrDefault(set, Long.MIN_VALUE) <= until)
            .toList();
    unused.forEach(this::free);
    List<ModelSet> surplus = inOrderOfEviction();
    surplus.remove(current);
    surplus.stream().limit(Math.max(0, open.size() - MOST)).toList().forEach(this::free);
  }

  /** Returns the sets that were swapped out, oldest first, then those whose time is furthest. */
  private List<ModelSet> inOrderOfEviction() {
    List<ModelSet> order = new ArrayList<>(swappedOut.keySet());
    List<ModelSet> ahead = new ArrayList<>(open.keySet());
    ahead.removeAll(swappedOut.keySet());
    Collections.reverse(ahead);
    order.addAll(ahead);
    return order;
  }

  private void free(ModelSet set) {
    swappedOut.remove(set);
    LoadedModels models = open.remove(set);
    size = open.size();
    if (models != null) {
      models.close();
    }
  }

  /** Number of sets in memory; for any thread. */
  int size() {
    return size;
  }

  @Override
  public void close() {
    List<LoadedModels> held = List.copyOf(open.values());
    swappedOut.clear();
    open.clear();
    size = 0;
    TaskEnd.close(held);
  }
}
