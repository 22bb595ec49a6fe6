package io.manako.job;

import io.manako.operator.options.Option;
import io.manako.operator.options.Spelling;
import io.manako.operator.tracking.TrackingConfigOptions;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Refuses options that are right alone and wrong together, or that name a wrong file. */
final class OptionConflicts {
  private final JobOptions options;

  OptionConflicts(JobOptions options) {
    this.options = options;
  }

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException a sentence about the first conflict
   */
  void check() {
    checkTransactions();
    checkTopics();
    checkTracking();
    checkScenes();
  }

  /** A job that reads what it writes never ends. */
  private void checkTopics() {
    Map<String, String> keys = new HashMap<>();
    for (Option<?> option : JobConfigOptions.topics()) {
      String topic = String.valueOf(options.get(option));
      String other = keys.put(topic, option.key());
      if (other != null) {
        throw new IllegalArgumentException(
            "Options '%s' and '%s' are both '%s'; each needs a topic of its own."
                .formatted(other, option.key(), topic));
      }
    }
  }

  private void checkTracking() {
    if (options.tracks() && options.inference().detector() == null) {
      throw new IllegalArgumentException(
          "Option 'tracking.enabled' is true, but 'detector.enabled' is false; tracks are made of"
              + " detections. Enable the detector or disable tracking.");
    }
  }

  private void checkScenes() {
    String file = options.get(TrackingConfigOptions.SCENES);
    if (file == null || !options.tracks()) {
      return;
    }
    try {
      SceneReader.read(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "Option 'tracking.scenes' is '%s', and there is no such file.".formatted(file), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Option 'tracking.scenes' is '%s': %s".formatted(file, e.getMessage()), e);
    }
  }

  private void checkTransactions() {
    Duration timeout = options.get(JobConfigOptions.TRANSACTION_TIMEOUT);
    Duration interval = options.get(JobConfigOptions.CHECKPOINT_INTERVAL);
    if (options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE
        && timeout.compareTo(interval) <= 0) {
      throw JobConfigOptions.TRANSACTION_TIMEOUT.refusal(
          timeout,
          ("more than 'checkpoint.interval', %s, because each transaction stays open from one"
                  + " checkpoint to the next")
              .formatted(Spelling.of(interval)));
    }
  }
}
