package io.manako.operator.models;

import io.manako.operator.FrameResult;
import io.manako.operator.batch.Batch;
import io.manako.operator.batch.Completion;
import io.manako.operator.batch.FailurePolicy;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps failures of a shadow from the task: a failed run becomes failed frames, and a run that
 * hangs ends the shadow. Only an {@link Error} fails the task.
 */
final class GiveUpShadow implements FailurePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(GiveUpShadow.class);

  private final Consumer<String> giveUp;
  private boolean logged;

  /**
   * Creates the policy of a shadow.
   *
   * @param giveUp ends the shadow; takes the reason, a sentence
   */
  GiveUpShadow(Consumer<String> giveUp) {
    this.giveUp = giveUp;
  }

  @Override
  public Completion failed(Batch batch, Completion completion) {
    if (completion.error() instanceof Exception error) {
      log(String.valueOf(error.getMessage()), error);
      return new Completion(
          IntStream.range(0, batch.size()).mapToObj(n -> batch.failed(n, error)).toList(),
          0,
          0,
          null);
    }
    completion.results().stream()
        .map(FrameResult::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(failure -> log(failure.reason(), null));
    return completion;
  }

  private void log(String reason, @Nullable Exception cause) {
    if (!logged) {
      logged = true;
      LOG.warn(
          "The shadow failed, the primary model goes on; further failures are only counted: {}",
          reason,
          cause);
    }
  }

  @Override
  public void hung(Hang hang) {
    giveUp.accept(hang.reason());
  }
}
