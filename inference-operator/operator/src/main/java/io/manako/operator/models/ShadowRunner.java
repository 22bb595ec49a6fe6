package io.manako.operator.models;

import io.manako.operator.FrameResult;
import io.manako.operator.ResultCheck;
import io.manako.operator.batch.Batch;
import io.manako.operator.batch.BatchRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a shadow's batches: whatever fails there becomes a failed frame and not a failed task. */
public final class ShadowRunner extends BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowRunner.class);

  private boolean told;

  public ShadowRunner(String threadName, ResultCheck check) {
    super(threadName, check);
  }

  @Override
  public Completion complete(Batch batch) {
    Completion completion = super.complete(batch);
    if (!(completion.error() instanceof Exception error)) {
      completion.results().stream()
          .map(FrameResult::failure)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(failure -> tell(failure.reason(), null));
      return completion;
    }
    tell(String.valueOf(error.getMessage()), error);
    List<FrameResult> failed = new ArrayList<>(batch.size());
    for (int n = 0; n < batch.size(); n++) {
      failed.add(failed(batch, n, error));
    }
    return new Completion(failed, 0, 0, null);
  }

  private void tell(String reason, @Nullable Exception cause) {
    if (!told) {
      told = true;
      LOG.warn(
          "The shadow fails, the primary model goes on; its further failures are counted: {}",
          reason,
          cause);
    }
  }
}
