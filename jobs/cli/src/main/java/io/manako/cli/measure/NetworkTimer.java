package io.manako.cli.measure;

import io.manako.cli.bench.BenchNetwork;
import io.manako.cli.bench.TimedEngine;
import io.manako.engine.EngineException;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.local.files.Folders;
import io.manako.zoo.Variant;
import io.manako.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times networks on one thread. The engines take turns, so that a disturbance hits both, and warm
 * up until they do not get faster.
 */
public final class NetworkTimer {
  private static final int MOST_WARM_UPS = 8;
  private static final double STILL_FASTER = 0.96;

  private final List<Kind> engines;
  private final Turns turns;

  /**
   * Extent of a measurement.
   *
   * @param turn time of an engine's turn, in which it runs at least once
   * @param count turns of each engine that count
   */
  public record Turns(Duration turn, int count) {
    /** Turns for a table of figures to keep. */
    public static final Turns THOROUGH = new Turns(Duration.ofMillis(120), 9);

    /** Turns for a first impression of many networks. */
    public static final Turns BRIEF = new Turns(Duration.ofMillis(50), 5);
  }

  /** Prepares a timer of some engines, which run on the CPU. */
  public NetworkTimer(List<Kind> engines, Turns turns) {
    this.engines = List.copyOf(engines);
    this.turns = turns;
  }

  /**
   * Times a member of a family, picture by picture. An engine that cannot run it is skipped.
   *
   * @throws io.manako.model.ModelException if the zoo cannot build it
   */
  public List<NetworkTime> time(ZooModel model, Variant variant) throws IOException {
    Path folder = Files.createTempDirectory("manako-measure-");
    try {
      return time(BenchNetwork.build(model, variant, folder), variant);
    } finally {
      Folders.delete(folder);
    }
  }

  private List<NetworkTime> time(BenchNetwork network, Variant variant) {
    Map<Kind, TimedEngine> open = new LinkedHashMap<>();
    try {
      engines.forEach(kind -> open(network, kind, open));
      warmUp(open);
      open.values().forEach(TimedEngine::reset);
      for (int i = 0; i < turns.count(); i++) {
        open.values().forEach(engine -> engine.run(turns.turn().toNanos()));
      }
      List<NetworkTime> times = new ArrayList<>();
      open.forEach((kind, engine) -> times.add(time(network, variant, kind, engine)));
      return times;
    } finally {
      open.values().forEach(TimedEngine::close);
    }
  }

  private static void open(BenchNetwork network, Kind kind, Map<Kind, TimedEngine> open) {
    try {
      EngineOptions alone = new EngineOptions(kind, Device.CPU, 1, 1);
      open.put(kind, new TimedEngine(network.model(), alone));
    } catch (EngineException cannotRunIt) {
      // The table shows a dash; ./manako models show says why.
      open.remove(kind);
    }
  }

  private void warmUp(Map<Kind, TimedEngine> open) {
    for (TimedEngine engine : open.values()) {
      double before = Double.POSITIVE_INFINITY;
      for (int i = 0; i < MOST_WARM_UPS; i++) {
        engine.reset();
        engine.run(2 * turns.turn().toNanos());
        double now = engine.quartiles().median();
        if (now > STILL_FASTER * before) {
          break;
        }
        before = now;
      }
    }
  }

  private static NetworkTime time(
      BenchNetwork network, Variant variant, Kind kind, TimedEngine engine) {
    return new NetworkTime(
        network.model().spec().name(),
        variant.width(),
        variant.size(),
        variant.classes(),
        kind,
        1,
        engine.quartiles().median());
  }
}
