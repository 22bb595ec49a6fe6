package io.manako.operator;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** The metrics of one operator, to look at. */
final class RecordedMetrics extends UnregisteredMetricsGroup implements OperatorMetricGroup {
  private final Map<String, Metric> metrics = new HashMap<>();

  /** Makes operators that register their metrics here. */
  InferenceOperatorFactory factory(InferenceOptions options, FramePipeline pipeline) {
    return new InferenceOperatorFactory(options, given -> pipeline) {
      @Override
      protected InferenceOperator newOperator(StreamOperatorParameters<FrameResult> parameters) {
        return new InferenceOperator(parameters, options, given -> pipeline) {
          @Override
          public OperatorMetricGroup getMetricGroup() {
            return RecordedMetrics.this;
          }
        };
      }
    };
  }

  long frames(FrameStatus status) {
    String words = status.wireName().replace('_', ' ');
    StringBuilder name = new StringBuilder("frames");
    for (String word : words.split(" ")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return ((Counter) metrics.get(name.toString())).getCount();
  }

  Histogram histogram(String name) {
    return (Histogram) metrics.get(name);
  }

  Object gauge(String name) {
    return ((Gauge<?>) metrics.get(name)).getValue();
  }

  @Override
  public MetricGroup addGroup(String name) {
    return this;
  }

  @Override
  public Counter counter(String name) {
    Counter counter = new SimpleCounter();
    metrics.put(name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    metrics.put(name, gauge);
    return gauge;
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    metrics.put(name, histogram);
    return histogram;
  }

  @Override
  public OperatorIOMetricGroup getIOMetricGroup() {
    return UnregisteredMetricsGroup.createOperatorIOMetricGroup();
  }
}
