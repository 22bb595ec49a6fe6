package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.zoo.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was measured on one machine.
 *
 * @param machine where
 * @param networks of the zoo
 * @param frames on their way through the job, null if that was not measured
 */
public record Measurement(
    Machine machine, List<NetworkTime> networks, @Nullable FrameTimes frames) {
  public Measurement {
    networks = List.copyOf(networks);
  }

  /** Nothing yet. */
  public static Measurement none(Machine machine) {
    return new Measurement(machine, List.of(), null);
  }

  /** The same with other times, which replace older ones of the same networks. */
  public Measurement with(List<NetworkTime> times) {
    List<NetworkTime> all = new ArrayList<>(networks);
    all.removeIf(old -> times.stream().anyMatch(t -> t.replaces(old)));
    all.addAll(times);
    return new Measurement(machine, all, frames);
  }

  /** The same with what frames take, which replaces older times of them. */
  public Measurement with(FrameTimes times) {
    return new Measurement(machine, networks, times);
  }

  /** Milliseconds for one picture, alone on one thread, batch 1; empty if it was not measured. */
  public OptionalDouble millis(String network, Variant variant, Kind engine) {
    return networks.stream()
        .filter(t -> t.batch() == 1 && t.isOf(network, variant, engine))
        .mapToDouble(NetworkTime::millis)
        .findFirst();
  }
}
