package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Means of the timings that the job writes into the headers of its results. Instances are not
 * thread-safe.
 */
public final class StageTimes {
  private static final Map<String, String> STAGES =
      Map.of(
          "vf-decode-us", "decode",
          "vf-wait-us", "wait for the batch",
          "vf-inference-us", "inference, whole batch",
          "vf-postprocess-us", "suppression, whole batch");

  private final Map<String, Double> sums = new LinkedHashMap<>();
  private double batchSizes;
  private long results;

  /** Adds one result's headers. */
  public void add(Headers headers) {
    results++;
    STAGES.keySet().forEach(name -> sums.merge(name, number(headers, name), Double::sum));
    batchSizes += number(headers, "vf-batch-size");
  }

  /** Returns the mean milliseconds by stage. */
  public Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (String name :
        new String[] {"vf-decode-us", "vf-wait-us", "vf-inference-us", "vf-postprocess-us"}) {
      means.put(
          STAGES.getOrDefault(name, name),
          sums.getOrDefault(name, 0.0) / Math.max(results, 1) / 1000);
    }
    return means;
  }

  /** Returns the mean size of the batch that a frame ran in. */
  public double meanBatch() {
    return batchSizes / Math.max(results, 1);
  }

  /** Returns the time when the job wrote the result, in ms since the epoch. */
  static long writtenMillis(Headers headers) {
    return (long) number(headers, "vf-written-ms");
  }

  private static double number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? 0 : Double.parseDouble(new String(header.value(), UTF_8));
  }
}
