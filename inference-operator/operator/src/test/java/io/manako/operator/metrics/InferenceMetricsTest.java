package io.manako.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.TestOptions;
import io.manako.operator.pipeline.FramePipeline;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceMetricsTest {
  private final LiveMetrics live = new LiveMetrics();
  private final InferenceMetrics metrics = new InferenceMetrics(live.group, () -> 0, () -> 3);

  @Test
  void theModelsThatAnswerAreLabelsAndThoseBeforeThemAreNot() {
    metrics.modelsOpened(models("1"), FramePipeline.Memory.NONE);
    metrics.modelsOpened(models("2"), new FramePipeline.Memory(100, 20));
    metrics.registerMemory(TestOptions.with("decode.codec", "java"));

    String labels = "manako.task.detection.model.lite.version.%s.engine.java.model_info";
    assertThat(live.value(labels.formatted("2"))).isEqualTo(1);
    assertThat(live.has(labels.formatted("1"))).isFalse();
    assertThat(live.value("manako.pool.weights.memory_bytes")).isEqualTo(100);
    assertThat(live.value("manako.pool.arena.memory_bytes")).isEqualTo(20);
    assertThat(live.value("manako.pool.decoder.memory_bytes")).isZero();
    assertThat(live.value("manako.frames_in_flight")).isEqualTo(3);
  }

  @Test
  void theResidentSizeIsReadInKibibytes() {
    List<String> status = List.of("Name:\tjava", "VmHWM:\t   99 kB", "VmRSS:\t   12 kB");

    assertThat(ProcessMemory.residentBytes(status)).isEqualTo(12 * 1024);
    assertThat(ProcessMemory.residentBytes(List.of("Name:\tjava"))).isEqualTo(-1);
  }

  private static Models models(String version) {
    return new Models(new ModelInfo("lite", version, "0", "java", 0, 0, "coco-90"), null);
  }
}
