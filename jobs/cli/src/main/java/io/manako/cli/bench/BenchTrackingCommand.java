package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.operator.tracking.CameraState;
import io.manako.operator.tracking.CameraStateSerializer;
import io.manako.operator.tracking.CameraTracker;
import io.manako.operator.tracking.TrackingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataOutputSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the cost of tracking a camera, without Flink around it. */
@Command(
    name = "tracking",
    description = {
      "Measure tracks, zones, lines and counts of one camera on one core.",
      "Also measures the state of many cameras. The objects walk to and fro."
    })
public final class BenchTrackingCommand implements Callable<Integer> {
  private static final int WARM_UP = 20_000;

  @Option(
      names = "--objects",
      defaultValue = "100",
      description = "Objects per frame (default: ${DEFAULT-VALUE}).")
  private int objects = 100;

  @Option(
      names = "--frames",
      defaultValue = "4000",
      description = "To measure (default: ${DEFAULT-VALUE}).")
  private int frames = 4000;

  @Option(
      names = "--places",
      defaultValue = "4",
      description = "Number of zones, and of lines (default: ${DEFAULT-VALUE}).")
  private int places = 4;

  @Option(
      names = "--cameras",
      defaultValue = "1000",
      description = "Cameras whose state is measured (default: ${DEFAULT-VALUE}).")
  private int cameras = 1000;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** State of a camera after some frames, and the times of those frames. */
  @SuppressWarnings("ArrayRecordComponent") // The times are never compared.
  private record Passage(CameraState state, double[] millis) {}

  @Override
  public Integer call() throws IOException {
    CrowdFootage footage = new CrowdFootage(objects, places);
    play(footage, WARM_UP);
    Passage passage = play(footage, frames);
    int bytes = bytes(passage.state());
    long heap = heapBytes(footage);
    Quartiles millis = Quartiles.of(passage.millis());
    spec.commandLine()
        .getOut()
        .println(json ? line(millis, bytes, heap) : row(millis, bytes, heap));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static Passage play(CrowdFootage footage, int frames) {
    CameraTracker tracker = new CameraTracker(TrackingOptions.DEFAULT);
    CameraState state = CameraState.EMPTY;
    double[] millis = new double[frames];
    for (int f = 0; f < frames; f++) {
      var frame = footage.frame("cam", f);
      long start = System.nanoTime();
      state = tracker.update(state, frame, footage.scene()).state();
      millis[f] = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
    return new Passage(state, millis);
  }

  private static int bytes(CameraState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 16);
    new CameraStateSerializer().serialize(state, out);
    return out.length();
  }

  /** Measures the state as the heap state backend keeps it: objects that share nothing. */
  private long heapBytes(CrowdFootage footage) {
    List<CameraState> states = new ArrayList<>(cameras);
    long before = usedBytes();
    for (int camera = 0; camera < cameras; camera++) {
      states.add(play(footage, 20).state());
    }
    long used = usedBytes() - before;
    return states.size() == cameras ? used : 0;
  }

  @SuppressWarnings("System.gc") // Only the state survives.
  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private String row(Quartiles millis, int bytes, long heap) {
    return String.format(
        Locale.ROOT,
        "%d objects, %d zones, %d lines: %.3f ms per frame (%.3f … %.3f); state of a camera %,d"
            + " bytes, of %,d cameras %.1f MB in a checkpoint, %.1f MB on the heap",
        objects,
        places,
        places,
        millis.median(),
        millis.first(),
        millis.third(),
        bytes,
        cameras,
        bytes * (double) cameras / 1e6,
        heap / 1e6);
  }

  private String line(Quartiles millis, int bytes, long heap) {
    ObjectNode line =
        new ObjectMapper()
            .createObjectNode()
            .put("objects", objects)
            .put("zones", places)
            .put("lines", places)
            .put("ms_per_frame", millis.median())
            .put("ms_first_quartile", millis.first())
            .put("ms_third_quartile", millis.third())
            .put("state_bytes", bytes)
            .put("cameras", cameras)
            .put("checkpoint_bytes", (long) bytes * cameras)
            .put("heap_bytes", heap);
    return line.toString();
  }
}
