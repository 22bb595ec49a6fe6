package io.manako.cli.plan;

import io.manako.engine.EngineOptions.Kind;

/**
 * A network that may serve the cameras, run in one way.
 *
 * @param name model of the catalog, or member of the zoo with its width and resolution
 * @param ready whether it has its weights and lies on this machine
 * @param engine that runs it, one thread in each subtask
 * @param batch frames in a run
 * @param accuracy published, in percent; 0 if nothing was
 * @param cost of a frame
 * @param coreShare share of a core's lone speed that is left when all cores are busy, above 0
 * @param weightBytes once in a JVM
 * @param arenaBytes in each subtask
 */
record Candidate(
    String name,
    boolean ready,
    Kind engine,
    int batch,
    double accuracy,
    FrameCost cost,
    double coreShare,
    long weightBytes,
    long arenaBytes) {

  /** Frames per second of one core while {@code cores} are busy. */
  double perCore(int cores) {
    double share = cores == 1 ? 1 : coreShare;
    return 1000 / cost.total() * share;
  }
}
