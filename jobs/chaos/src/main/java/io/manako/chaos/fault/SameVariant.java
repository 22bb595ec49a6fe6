package io.manako.chaos.fault;

import static io.manako.testkit.fault.FaultPlace.DECODE;
import static io.manako.testkit.fault.FaultPlace.INFERENCE;

import io.manako.chaos.check.ChaosRun;
import io.manako.testkit.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Way to run the same frames.
 *
 * @param engine engine as the options name it
 * @param focus whether the detector processes crops where something moves
 * @param batch batch size
 * @param parallelism parallelism of the job
 * @param faults faults during the run
 */
record SameVariant(String engine, boolean focus, int batch, int parallelism, List<Fault> faults) {
  static final String JAVA = "java";
  static final String ONNX_RUNTIME = "onnxruntime";
  private static final List<Fault> TWO = List.of(INFERENCE.at(2), DECODE.at(20));

  /** Returns the variants of one engine on whole frames; the others are compared with the first. */
  static List<SameVariant> of(String engine, ChaosRun.Length length) {
    List<SameVariant> variants = new ArrayList<>();
    variants.add(calm(engine, 1, 1));
    if (length == ChaosRun.Length.LONG) {
      for (int batch = 1; batch <= 16; batch++) {
        variants.add(calm(engine, batch, batch % 4 + 1));
      }
    }
    variants.add(calm(engine, 16, 2));
    if (engine.equals(JAVA) || length == ChaosRun.Length.LONG) {
      variants.add(calm(engine, 3, 4));
      variants.add(new SameVariant(engine, false, 8, 3, TWO));
    }
    return variants;
  }

  /** Returns the variants of one engine with a focus; the others are compared with the first. */
  static List<SameVariant> focused(String engine) {
    return List.of(
        new SameVariant(engine, true, 1, 1, List.of()), new SameVariant(engine, true, 8, 3, TWO));
  }

  private static SameVariant calm(String engine, int batch, int parallelism) {
    return new SameVariant(engine, false, batch, parallelism, List.of());
  }

  /** Returns what all variants that are compared share. */
  String name() {
    return focus ? engine + " with focus" : engine;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, batches of %d, parallelism %d%s",
        name(),
        batch,
        parallelism,
        faults.isEmpty() ? "" : ", " + faults.size() + " restarts");
  }
}
