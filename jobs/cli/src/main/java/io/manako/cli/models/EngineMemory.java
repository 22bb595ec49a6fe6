package io.manako.cli.models;

import io.manako.engine.Engine;
import io.manako.engine.EngineException;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.engine.JavaEngine;
import io.manako.graph.Graph;
import io.manako.model.Model;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Memory of the Java engine for one picture at a time on one thread.
 *
 * @param weightBytes packed weights, once per JVM
 * @param arenaBytes activations and scratch memory, per subtask
 * @param refusal reason why the engine cannot run the network; empty if it can
 */
record EngineMemory(long weightBytes, long arenaBytes, String refusal) {
  private static final EngineOptions ALONE = new EngineOptions(Kind.JAVA, Device.CPU, 1, 1);

  static EngineMemory of(Model model) {
    return of(() -> Engine.open(model, ALONE));
  }

  static EngineMemory of(Graph graph) {
    return of(() -> JavaEngine.of(graph, ALONE, graph));
  }

  private static EngineMemory of(Supplier<Engine> opening) {
    try (Engine engine = opening.get()) {
      return new EngineMemory(engine.weightBytes(), engine.arenaBytes(), "");
    } catch (EngineException e) {
      return new EngineMemory(0, 0, String.valueOf(e.getMessage()));
    }
  }

  /** Adds the figures, or the reason why there are none. */
  void describe(Map<String, Object> row) {
    if (refusal.isEmpty()) {
      row.put("weight_bytes", weightBytes);
      row.put("arena_bytes", arenaBytes);
    } else {
      row.put("java_engine", refusal);
    }
  }

  /** Returns a line for people. */
  String text() {
    return refusal.isEmpty()
        ? String.format(
            Locale.ROOT,
            "%.1f MB of weights per JVM + %.1f MB per subtask (Java engine, batch 1)",
            weightBytes / 1e6,
            arenaBytes / 1e6)
        : refusal;
  }
}
