package io.manako.cli.plan;

import io.manako.engine.EngineOptions.Kind;

/**
 * Network that may serve the cameras, run in one way.
 *
 * @param name model of the catalog, or member of the zoo with its width and resolution
 * @param ready true if its weights are known and lie on this machine
 * @param engine engine that runs it, with one thread per subtask
 * @param batch frames per inference
 * @param accuracy published accuracy in percent; 0 if none was published
 * @param cost cost of a frame
 * @param runs runs of the network per frame: 1 for whole frames
 * @param coreShare share of a core's lone speed that remains when all cores are busy, above 0
 * @param weightBytes bytes of weights, once per JVM
 * @param arenaBytes bytes of activations, per subtask
 */
record Candidate(
    String name,
    boolean ready,
    Kind engine,
    int batch,
    double accuracy,
    FrameCost cost,
    double runs,
    double coreShare,
    long weightBytes,
    long arenaBytes) {

  /** Returns the frames per second of one core while {@code cores} are busy. */
  double perCore(int cores) {
    double share = cores == 1 ? 1 : coreShare;
    return 1000 / cost.total() * share;
  }
}
