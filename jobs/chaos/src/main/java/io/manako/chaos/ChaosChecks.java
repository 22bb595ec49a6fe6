package io.manako.chaos;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.fault.RescaleCheck;
import io.manako.chaos.fault.RestartsCheck;
import io.manako.chaos.fault.SameCheck;
import io.manako.chaos.fault.UpgradeCheck;
import io.manako.chaos.hostile.PicturesCheck;
import io.manako.chaos.load.PressureCheck;
import io.manako.chaos.load.SoakCheck;
import io.manako.chaos.load.StormCheck;
import io.manako.chaos.poison.PoisonCheck;
import io.manako.chaos.process.BrokerCheck;
import io.manako.chaos.process.KillCheck;
import io.manako.chaos.process.StuckCheck;
import java.util.List;

/** Lists all checks, in the order in which {@code all} runs them. */
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
