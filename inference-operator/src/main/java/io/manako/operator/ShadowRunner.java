package io.manako.operator;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a shadow's batches: whatever fails there becomes a failed frame and not a failed task. */
final class ShadowRunner extends BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowRunner.class);

  private boolean told;

  ShadowRunner(String threadName) {
    super(threadName);
  }

  @Override
  Completion complete(Batch batch) {
    Completion completion = super.complete(batch);
    if (!(completion.error() instanceof Exception error)) {
      return completion;
    }
    if (!told) {
      told = true;
      LOG.warn(
          "The shadow fails, the primary model goes on; its further failures are counted", error);
    }
    List<FrameResult> failed = new ArrayList<>(batch.size());
    for (int n = 0; n < batch.size(); n++) {
      failed.add(failed(batch, n, error));
    }
    return new Completion(failed, 0, 0, null);
  }
}
