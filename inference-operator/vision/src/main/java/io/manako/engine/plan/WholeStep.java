package io.manako.engine.plan;

import java.util.List;

/**
 * Runs a step once for all pictures of a batch.
 *
 * @param step step whose values are those of the whole batch
 */
record WholeStep(Step step) implements Step {
  @Override
  public void run(Workspace w, int thread, int count) {
    step.run(w, thread, 1);
  }

  @Override
  public List<Buffer> buffers() {
    return step.buffers();
  }
}
