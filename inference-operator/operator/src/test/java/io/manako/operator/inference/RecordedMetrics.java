package io.manako.operator.inference;

import io.manako.operator.metrics.FrameOutcome;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** The metrics of one operator, to look at: as {@code key=value.key=value.name}. */
public final class RecordedMetrics extends UnregisteredMetricsGroup implements OperatorMetricGroup {
  private final String scope;
  private final Map<String, Metric> metrics;

  public RecordedMetrics() {
    this("", new HashMap<>());
  }

  private RecordedMetrics(String scope, Map<String, Metric> metrics) {
    this.scope = scope;
    this.metrics = metrics;
  }

  /** Makes operators that register their metrics here. */
  InferenceOperatorFactory factory(InferenceOptions options, FramePipeline pipeline) {
    return new InferenceOperatorFactory(options, given -> pipeline).measuredIn(this);
  }

  /** The value of a counter or gauge. */
  public double value(String name) {
    Metric metric = metrics.get(name);
    if (metric == null) {
      throw new AssertionError("no metric " + name + " among " + new TreeMap<>(metrics).keySet());
    }
    return metric instanceof Counter counter
        ? counter.getCount()
        : ((Number) ((Gauge<?>) metric).getValue()).doubleValue();
  }

  /** Whether there is such a metric. */
  boolean has(String name) {
    return metrics.containsKey(name);
  }

  /** Frames of {@code cam-1} that ended so. */
  long frames(FrameOutcome outcome) {
    return (long) value("manako.camera_id=cam-1.outcome=" + outcome.label() + ".frames_total");
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordedMetrics(scope + name + ".", metrics);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return new RecordedMetrics(scope + key + "=" + value + ".", metrics);
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    metrics.put(scope + name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    metrics.put(scope + name, gauge);
    return gauge;
  }

  @Override
  public OperatorIOMetricGroup getIOMetricGroup() {
    return UnregisteredMetricsGroup.createOperatorIOMetricGroup();
  }
}
