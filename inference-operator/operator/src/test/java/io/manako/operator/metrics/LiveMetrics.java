package io.manako.operator.metrics;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Flink's own groups, and what they have registered and not unregistered. */
final class LiveMetrics {
  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

  final MetricGroup group =
      new GenericMetricGroup(
          TestingMetricRegistry.builder()
              .setRegisterConsumer((metric, name, in) -> metrics.put(path(name, in), metric))
              .setUnregisterConsumer((metric, name, in) -> metrics.remove(path(name, in), metric))
              .build(),
          null,
          "test");

  private static String path(String name, AbstractMetricGroup<?> group) {
    return String.join(".", group.getScopeComponents()) + "." + name;
  }

  /** The value of a counter or gauge. */
  double value(String name) {
    Metric metric = metrics.get("test." + name);
    if (metric == null) {
      throw new AssertionError("no metric " + name + " among " + new TreeSet<>(metrics.keySet()));
    }
    return metric instanceof Counter counter
        ? counter.getCount()
        : ((Number) ((Gauge<?>) metric).getValue()).doubleValue();
  }

  boolean has(String name) {
    return metrics.containsKey("test." + name);
  }

  int size() {
    return metrics.size();
  }
}
