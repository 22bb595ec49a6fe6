package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.zoo.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one machine.
 *
 * @param machine the machine
 * @param networks times of networks of the zoo
 * @param frames times of frames in the job, null if they were not measured
 */
public record Measurement(
    Machine machine, List<NetworkTime> networks, @Nullable FrameTimes frames) {
  public Measurement {
    networks = List.copyOf(networks);
  }

  /** Returns an empty measurement. */
  public static Measurement none(Machine machine) {
    return new Measurement(machine, List.of(), null);
  }

  /** Returns this measurement with other times, which replace older ones of the same networks. */
  public Measurement with(List<NetworkTime> times) {
    List<NetworkTime> all = new ArrayList<>(networks);
    all.removeIf(old -> times.stream().anyMatch(t -> t.replaces(old)));
    all.addAll(times);
    return new Measurement(machine, all, frames);
  }

  /** Returns this measurement with other times of frames, which replace older ones. */
  public Measurement with(FrameTimes times) {
    return new Measurement(machine, networks, times);
  }

  /**
   * Returns the milliseconds for one picture, alone on one thread, batch 1; empty if they were not
   * measured.
   */
  public OptionalDouble millis(String network, Variant variant, Kind engine) {
    return networks.stream()
        .filter(t -> t.batch() == 1 && t.isOf(network, variant, engine))
        .mapToDouble(NetworkTime::millis)
        .findFirst();
  }
}
