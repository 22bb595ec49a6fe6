package io.manako.operator.batch;

import io.manako.operator.FrameResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * End of a run.
 *
 * @param results results, one for each frame of the batch; empty if {@code error} is set
 * @param inferenceNanos time in the engines, of the whole run, in ns
 * @param postprocessNanos time after the engines, of the whole run, in ns
 * @param error cause that fails the task, or null
 */
public record Completion(
    List<FrameResult> results,
    long inferenceNanos,
    long postprocessNanos,
    @Nullable Throwable error) {

  static Completion failed(Throwable error) {
    return new Completion(List.of(), 0, 0, error);
  }

  /** Whether the run failed as a whole or for some of its frames. */
  boolean hasFailures() {
    return error != null || results.stream().anyMatch(result -> result.failure() != null);
  }
}
