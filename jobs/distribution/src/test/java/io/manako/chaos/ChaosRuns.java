package io.manako.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import java.nio.file.Path;

/** Runs of checks in tests: short ones, long ones with {@code mvn -Pnightly verify}. */
public final class ChaosRuns {
  private static final long SEED = 1;

  private ChaosRuns() {}

  /**
   * A run of the length that the build was started with.
   *
   * @param folder empty
   */
  public static ChaosRun of(Path folder) {
    return run(ChaosRun.Length.valueOf(System.getProperty("manako.chaos.length", "SHORT")), folder);
  }

  /** A short run, whatever the build's. */
  public static ChaosRun shortly(Path folder) {
    return run(ChaosRun.Length.SHORT, folder);
  }

  private static ChaosRun run(ChaosRun.Length length, Path folder) {
    return new ChaosRun(length, SEED, folder, System.out::println);
  }

  /** Runs a check, prints its figures, and fails if one breaks the promise. */
  public static Report assertHolds(ChaosCheck check, ChaosRun run) throws Exception {
    Report report = check.run(run);
    System.out.printf("%s: %s%n%s", check.name(), check.promise(), report);
    assertThat(report.holds()).as("%s%n%s", check.promise(), report).isTrue();
    return report;
  }
}
