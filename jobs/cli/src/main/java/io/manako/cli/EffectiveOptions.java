package io.manako.cli;

import io.manako.job.JobOptions;
import io.manako.job.OptionsException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Knows which of the job's options a command uses, refuses keys and values that the job refuses,
 * and warns about options that have no effect in this command.
 */
final class EffectiveOptions {
  /** Options that every command on files uses. */
  private static final Set<String> COMMON =
      Set.of(
          "inference.batch-size",
          "inference.engine",
          "inference.device",
          "inference.threads",
          "decode.codec",
          "decode.max-width",
          "decode.max-height",
          "decode.max-bytes",
          "decode.isolation",
          "decode.isolation-timeout",
          "decode.isolation-memory",
          "models.home");

  private static final Set<String> DETECTOR =
      Set.of(
          "detector.model",
          "detector.score-threshold",
          "detector.iou-threshold",
          "detector.nms",
          "detector.classes",
          "detector.tiles",
          "detector.focus",
          "detector.focus-crops",
          "detector.focus-whole-every",
          "detector.focus-carry-for");

  /**
   * Options of zones, lines and tracks. A file is never offline or frozen, and no counts are
   * written, so the options for these are missing.
   */
  private static final Set<String> TRACKING =
      Set.of(
          "tracking.high-score",
          "tracking.low-score",
          "tracking.confirm-after",
          "tracking.forget-after",
          "tracking.anchor",
          "tracking.hysteresis",
          "tracking.cross-after",
          "tracking.dwell-after",
          "tracking.dwell-every");

  private final Set<String> keys;

  private EffectiveOptions(Collection<String> keys) {
    this.keys = Set.copyOf(keys);
  }

  /** Returns the options of {@code detect}. */
  static EffectiveOptions detection(boolean tracking) {
    return with(tracking ? union(DETECTOR, TRACKING) : DETECTOR);
  }

  /** Returns the options of {@code classify}. */
  static EffectiveOptions classification() {
    return with(Set.of("classifier.model", "classifier.top-k"));
  }

  /** Returns the options of {@code segment}. */
  static EffectiveOptions segmentation() {
    return with(Set.of("segmenter.model", "segmenter.min-share"));
  }

  private static EffectiveOptions with(Set<String> more) {
    return new EffectiveOptions(union(COMMON, more));
  }

  /** Returns all keys that have an effect. */
  Set<String> keys() {
    return keys;
  }

  /**
   * Checks the settings of {@code -D} and warns about those that have no effect.
   *
   * @return settings that have an effect
   * @throws ParameterException with a sentence for each key or value that is wrong
   */
  Map<String, String> of(Map<String, String> settings, CommandLine command) {
    try {
      JobOptions.checkEach(settings);
    } catch (OptionsException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
    Set<String> idle = new TreeSet<>(settings.keySet());
    idle.removeAll(keys);
    if (!idle.isEmpty()) {
      command
          .getErr()
          .println(
              "manako: in %s -D %s has no effect"
                  .formatted(command.getCommandName(), String.join(", -D ", idle)));
      command.getErr().flush();
    }
    return settings.entrySet().stream()
        .filter(setting -> keys.contains(setting.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Builds options from settings.
   *
   * @throws ParameterException with a sentence if values contradict each other
   */
  static <T> T read(
      Map<String, String> settings, Function<Configuration, T> reader, CommandLine command) {
    try {
      return reader.apply(Configuration.fromMap(settings));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    return Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet());
  }
}
