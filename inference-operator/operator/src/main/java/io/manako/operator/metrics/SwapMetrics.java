package io.manako.operator.metrics;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of model swaps, per subtask.
 *
 * <table>
 *   <caption>Metrics</caption>
 *   <tr><th>name</th><th>type</th><th>unit</th><th>meaning</th></tr>
 *   <tr><td>models_loaded_total</td><td>counter</td><td>models</td><td>models that were loaded beside the old ones</td></tr>
 *   <tr><td>models_refused_total</td><td>counter</td><td>models</td><td>models that failed, so that the old ones stayed</td></tr>
 *   <tr><td>pipelines_open</td><td>gauge</td><td>pipelines</td><td>sets of models in memory</td></tr>
 * </table>
 */
public final class SwapMetrics {
  private final MetricGroup group;
  private final Counter loaded;
  private final Counter refused;

  public SwapMetrics(MetricGroup operator) {
    group = operator.addGroup(InferenceMetrics.GROUP);
    loaded = group.counter("models_loaded_total");
    refused = group.counter("models_refused_total");
  }

  /** Registers a gauge of the sets of models in memory. */
  public void watch(IntSupplier pipelines) {
    Gauge<Integer> gauge = pipelines::getAsInt;
    group.gauge("pipelines_open", gauge);
  }

  /** Counts a change whose models are loaded. */
  public void loaded() {
    loaded.inc();
  }

  /** Counts a change that is refused. */
  public void refused() {
    refused.inc();
  }
}
