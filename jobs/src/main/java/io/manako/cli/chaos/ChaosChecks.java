package io.manako.cli.chaos;

import io.manako.cli.chaos.fault.RescaleCheck;
import io.manako.cli.chaos.fault.RestartsCheck;
import io.manako.cli.chaos.fault.SameCheck;
import io.manako.cli.chaos.fault.UpgradeCheck;
import io.manako.cli.chaos.hostile.PicturesCheck;
import io.manako.cli.chaos.load.PressureCheck;
import io.manako.cli.chaos.load.SoakCheck;
import io.manako.cli.chaos.load.StormCheck;
import io.manako.cli.chaos.poison.PoisonCheck;
import io.manako.cli.chaos.process.BrokerCheck;
import io.manako.cli.chaos.process.KillCheck;
import io.manako.cli.chaos.process.StuckCheck;
import java.util.List;

/** The checks there are, in the order in which {@code all} runs them. */
final class ChaosChecks {
  private ChaosChecks() {}

  static List<ChaosCheck> all() {
    return List.of(
        new RestartsCheck(),
        new SameCheck(),
        new RescaleCheck(),
        new UpgradeCheck(),
        new KillCheck(),
        new BrokerCheck(),
        new StuckCheck(),
        new PicturesCheck(),
        new PoisonCheck(),
        new SoakCheck("java"),
        new SoakCheck("onnxruntime"),
        new PressureCheck(),
        new StormCheck());
  }
}
