package io.manako.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CameraTableTest {
  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final LiveMetrics metrics = new LiveMetrics();
  private final CameraTable cameras = new CameraTable(metrics.group, clock::get);

  @Test
  void camerasBeyondTheLimitShareOneLabel() {
    for (int n = 0; n < CameraTable.MAX_CAMERAS + 200; n++) {
      cameras.frameTaken("stranger-" + n);
    }
    int series = metrics.size();
    cameras.frameTaken("another");

    assertThat(cameras.size()).isEqualTo(CameraTable.MAX_CAMERAS);
    assertThat(taken("_other")).isEqualTo(201);
    assertThat(taken("stranger-499")).isEqualTo(1);
    assertThat(metrics.size()).isEqualTo(series);
  }

  @Test
  void aCameraThatIsSilentForAnHourLeavesAndTheOthersKeepTheirCounts() {
    cameras.frameTaken("silent");
    cameras.frameTaken("busy");
    clock.addAndGet(CameraTable.IDLE.toMillis() - 1);
    cameras.frameTaken("busy");
    assertThat(taken("silent")).isEqualTo(1);

    clock.addAndGet(Duration.ofMinutes(1).toMillis());
    cameras.frameTaken("busy");

    assertThat(metrics.has("camera_id.silent.frames_in_total")).isFalse();
    assertThat(taken("busy")).isEqualTo(3);
    assertThat(cameras.size()).isEqualTo(1);
  }

  @Test
  void aCameraThatComesBackCountsFromZero() {
    cameras.frameTaken("cam-1");
    cameras.frameTaken("cam-1");
    clock.addAndGet(CameraTable.IDLE.toMillis());

    cameras.frameTaken("cam-1");

    assertThat(taken("cam-1")).isEqualTo(1);
  }

  @Test
  void strangersThatLeaveMakeRoomForCameras() {
    for (int n = 0; n < 2 * CameraTable.MAX_CAMERAS; n++) {
      cameras.frameTaken("stranger-" + n);
    }
    int series = metrics.size();
    clock.addAndGet(CameraTable.IDLE.toMillis());

    cameras.frameTaken("cam-1");

    assertThat(taken("cam-1")).isEqualTo(1);
    assertThat(taken("_other")).isEqualTo(CameraTable.MAX_CAMERAS);
    assertThat(metrics.size()).isEqualTo(series * 2 / (CameraTable.MAX_CAMERAS + 1));
  }

  @Test
  void theAgeOfTheLastFrameGrowsUntilTheNext() {
    cameras.frameTaken("cam-1");
    clock.addAndGet(2_500);
    assertThat(metrics.value("camera_id.cam-1.last_frame_age_seconds")).isEqualTo(2.5);

    cameras.frameTaken("cam-1");
    assertThat(metrics.value("camera_id.cam-1.last_frame_age_seconds")).isZero();
  }

  @Test
  void framesWithoutACameraAndIdsThatAreNoTextHaveLabelsOfTheirOwn() {
    cameras.frameTaken("");
    cameras.frameTaken("line\nbreak");
    cameras.frameTaken("nul\0");
    cameras.frameTaken(CameraTable.OTHER);

    assertThat(taken("_none")).isEqualTo(1);
    assertThat(taken("_other")).isEqualTo(3);
  }

  private double taken(String camera) {
    return metrics.value("camera_id." + camera + ".frames_in_total");
  }
}
