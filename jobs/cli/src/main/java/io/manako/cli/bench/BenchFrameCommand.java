package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.Screen;
import io.manako.model.Model;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the cost of a frame before and after the network. */
@Command(
    name = "frame",
    description = {
      "Measure the cost of a frame before and after the network, on one thread.",
      "The frame has 1280x720 pixels, resized to 300x300 and normalised into the Java engine's"
          + " layout.",
      "The output has 1917 places of 90 classes, about 60 of them objects: scored, decoded,"
          + " suppressed."
    })
public final class BenchFrameCommand implements Callable<Integer> {
  private static final String DETECTOR = "ssdlite-mobilenet-v2-coco";

  @Option(
      names = "--runs",
      defaultValue = "4000",
      description = "Runs of each part, half of them to warm up (default: ${DEFAULT-VALUE}).")
  private int runs = 4000;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Model detector = new ModelPull(ModelStore.standard(), Screen.messages()).get(DETECTOR);
    FrameParts parts = new FrameParts(detector);
    print("preprocess", time(parts::preprocess));
    print("postprocess", time(parts::postprocess));
    return 0;
  }

  private Quartiles time(Supplier<Object> part) {
    double[] micros = new double[Math.max(1, runs / 2)];
    for (int i = -micros.length; i < micros.length; i++) {
      long start = System.nanoTime();
      Reference.reachabilityFence(part.get());
      double took = (System.nanoTime() - start) / 1e3;
      if (i >= 0) {
        micros[i] = took;
      }
    }
    return Quartiles.of(micros);
  }

  private void print(String part, Quartiles q) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String row = "%-12s %7.1f µs (%.1f–%.1f)";
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? mapper.writeValueAsString(
                mapper
                    .createObjectNode()
                    .put("part", part)
                    .put("micros", q.median())
                    .put("micros_q1", q.first())
                    .put("micros_q3", q.third()))
            : String.format(Locale.ROOT, row, part, q.median(), q.first(), q.third()));
    out.flush();
  }
}
