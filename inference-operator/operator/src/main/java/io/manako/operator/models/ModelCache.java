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
 * The models that are open. Those that were left wait some time for late frames; of more than
 * {@value #MOST} at once the ones that are not needed now are freed, and opened again when they
 * are. For the task's thread, and {@link #close} for whoever runs last.
 */
public final class ModelCache implements AutoCloseable {
  public static final int MOST = 3;

  private final Map<ModelSet, LoadedModels> open = new LinkedHashMap<>();

  /**
   * Processing time at which a lane was left, ms, in that order; the others wait for their time.
   */
  private final Map<ModelSet, Long> left = new LinkedHashMap<>();

  private volatile int size;

  /** The lane of these models, which is opened if need be. */
  LoadedModels get(ModelSet lineup, Function<ModelSet, LoadedModels> opener) {
    LoadedModels lane = open.get(lineup);
    if (lane == null) {
      lane = opener.apply(lineup);
      put(lineup, lane);
    }
    left.remove(lineup);
    return lane;
  }

  /** Takes over a lane that was loaded ahead of its time. */
  void put(ModelSet lineup, LoadedModels lane) {
    if (open.putIfAbsent(lineup, lane) != null) {
      // A late frame needed it before it was loaded ahead.
      lane.close();
    }
    size = open.size();
  }

  boolean has(ModelSet lineup) {
    return open.containsKey(lineup);
  }

  /** Notes that frames have gone on to other models. */
  void leave(ModelSet lineup, long now) {
    if (open.containsKey(lineup)) {
      left.remove(lineup);
      left.put(lineup, now);
    }
  }

  /** Whether lanes wait for late frames. */
  boolean hasLeft() {
    return !left.isEmpty();
  }

  /**
   * Frees what will hardly be needed again. Nothing but {@code current} may be running.
   *
   * @param current stays in any case; null for none
   * @param until lanes that were left later stay, processing time in ms
   * @param later whether models are needed for times to come
   */
  void tidy(@Nullable ModelSet current, long until, Predicate<ModelSet> later) {
    List<ModelSet> unused =
        open.keySet().stream()
            .filter(lineup -> !lineup.equals(current) && !later.test(lineup))
            .filter(lineup -> left.getOrDefault(lineup, Long.MIN_VALUE) <= until)
            .toList();
    unused.forEach(this::free);
    List<ModelSet> rest = new ArrayList<>(left.keySet());
    List<ModelSet> ahead = new ArrayList<>(open.keySet());
    ahead.removeAll(left.keySet());
    Collections.reverse(ahead);
    rest.addAll(ahead);
    rest.remove(current);
    rest.stream().limit(Math.max(0, open.size() - MOST)).toList().forEach(this::free);
  }

  private void free(ModelSet lineup) {
    left.remove(lineup);
    LoadedModels lane = open.remove(lineup);
    size = open.size();
    if (lane != null) {
      lane.close();
    }
  }

  /** Lanes that are open; for any thread. */
  int size() {
    return size;
  }

  @Override
  public void close() {
    List<LoadedModels> held = List.copyOf(open.values());
    left.clear();
    open.clear();
    size = 0;
    TaskEnd.close(held);
  }
}
