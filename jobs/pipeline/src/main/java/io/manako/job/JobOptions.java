package io.manako.job;

import io.manako.job.tracing.TraceOptions;
import io.manako.model.ModelCatalog;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.Option;
import io.manako.operator.options.SwapConfigOptions;
import io.manako.operator.options.SwapOptions;
import io.manako.operator.tracking.TrackingConfigOptions;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.wire.ModelOffers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.jspecify.annotations.Nullable;

/** The checked options of the job and the operator. {@link JobConfigOptions} defines the job's. */
public final class JobOptions {
  /**
   * Time between watermarks. A watermark waits until every batch has ended, so Flink's own 200 ms
   * would cut batches short and stop decoding meanwhile; no part of the job needs the time that
   * often.
   */
  private static final Duration WATERMARK_INTERVAL = Duration.ofSeconds(1);

  private final Configuration config;
  private final InferenceOptions inference;
  private final TrackingOptions tracking;
  private final TraceOptions trace;
  private final Properties kafka;

  private JobOptions(Configuration config) {
    this.config = config;
    nameByJob(JobConfigOptions.GROUP_ID);
    nameByJob(JobConfigOptions.TRANSACTION_PREFIX);
    this.tracking = TrackingOptions.of(config);
    this.trace = TraceOptions.of(config);
    this.kafka =
        KafkaProperties.of(
            withPrefix(JobConfigOptions.KAFKA_PREFIX),
            config
                .getOptional(JobConfigOptions.KAFKA_PROPERTIES_FILE.flink())
                .map(Path::of)
                .orElse(null));
    InferenceOptions untracked = InferenceOptions.of(config);
    this.inference =
        TrackingConfigOptions.ENABLED.get(config)
            ? untracked.withTracks(tracking.scores())
            : untracked;
    JobConfigOptions.all().forEach(option -> option.get(config));
    new OptionConflicts(this).check();
    swap();
  }

  /**
   * Reads and checks options.
   *
   * @param file YAML with dotted or nested keys, or null for defaults alone
   * @param settings values by key, which override the file
   * @throws OptionsException with a sentence for everything that is wrong: the key, the value and
   *     the accepted values
   */
  public static JobOptions load(@Nullable Path file, Map<String, String> settings) {
    return new OptionLoader().load(file, settings, JobOptions::new);
  }

  /**
   * Checks keys and values of options for another machine, whose files are not here.
   *
   * @throws OptionsException with a sentence for everything that is wrong
   */
  public static void checkEach(Map<String, String> settings) {
    new OptionLoader().load(null, settings, Function.identity());
  }

  /** Jobs with different names never share this name. */
  private void nameByJob(Option<String> option) {
    if (!config.contains(option.flink())) {
      config.set(option.flink(), JobConfigOptions.NAME.get(config));
    }
  }

  /** The value of an option, its default if it is not set. */
  public <T> T get(Option<T> option) {
    return option.get(config);
  }

  /** Returns the operator's options. */
  public InferenceOptions inference() {
    return inference;
  }

  /** Returns the options of tracking, for a job that tracks. */
  public TrackingOptions tracking() {
    return tracking;
  }

  /** Returns whether and where spans are exported. */
  public TraceOptions trace() {
    return trace;
  }

  /** Returns whether the job tracks. */
  public boolean tracks() {
    return get(TrackingConfigOptions.ENABLED);
  }

  /** Returns the options of model swaps, for a job that swaps models. */
  SwapOptions swap() {
    return SwapOptions.of(config);
  }

  /** Returns whether control records swap models. */
  boolean swaps() {
    return get(SwapConfigOptions.ENABLED);
  }

  /** Returns the models that control records may name. */
  ModelOffers offers() {
    return swaps() ? ModelOffers.of(ModelCatalog.standard(), inference) : ModelOffers.NONE;
  }

  /** Returns the cameras that control records may name; if empty, any. */
  public Set<String> cameras() {
    return tracking.cameras().listed();
  }

  /**
   * Returns the properties of every Kafka client; secrets are references that the client itself
   * resolves.
   */
  public Properties kafkaProperties() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty("bootstrap.servers", get(JobConfigOptions.BOOTSTRAP_SERVERS));
    return properties;
  }

  /**
   * Returns Flink's configuration: checkpoints, restarts, parallelism, and all keys that begin with
   * flink.
   */
  public Configuration flink() {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, get(JobConfigOptions.NAME));
    // Results are immutable and the chain passes them on, so copies would be useless.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, get(JobConfigOptions.CHECKPOINT_INTERVAL));
    flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, get(JobConfigOptions.CHECKPOINT_TIMEOUT));
    flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL);
    config
        .getOptional(JobConfigOptions.PARALLELISM.flink())
        .ifPresent(n -> flink.set(CoreOptions.DEFAULT_PARALLELISM, n));
    restarts(flink);
    flink.addAll(Configuration.fromMap(withPrefix(JobConfigOptions.FLINK_PREFIX)));
    return flink;
  }

  private void restarts(Configuration flink) {
    int attempts = get(JobConfigOptions.RESTARTS);
    if (attempts == 0) {
      flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      return;
    }
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, attempts);
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(1));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofHours(1));
  }

  private Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new HashMap<>();
    config
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
              }
            });
    return found;
  }
}
