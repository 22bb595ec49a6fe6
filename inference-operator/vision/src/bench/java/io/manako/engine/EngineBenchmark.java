package io.manako.engine;

import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One run of a network in either engine; the time is a batch's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseTransparentHugePages"})
public class EngineBenchmark {
  @Param({"JAVA", "ONNXRUNTIME"})
  private Kind engine = Kind.JAVA;

  @Param({"v2", "v1", "v3-large", "ssdlite"})
  private String network = "v2";

  @Param({"1", "8"})
  private int batch = 1;

  @Param({"1", "2"})
  private int threads = 1;

  private Path folder = Path.of("");
  private Engine opened;
  private EngineInput input;

  /** Opens the engine on random pictures. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("manako-jmh");
    opened =
        Engine.open(
            PublishedNetwork.model(network, folder),
            new EngineOptions(engine, Device.CPU, threads, batch));
    input = opened.newInput();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < input.data().capacity(); i++) {
      input.data().put(i, (float) (2 * random.nextDouble() - 1));
    }
  }

  /** A batch. */
  @Benchmark
  public List<Tensor> run() {
    return opened.run(input, batch);
  }

  /** Closes the engine. */
  @TearDown
  public void close() throws IOException {
    opened.close();
    Files.deleteIfExists(folder.resolve(network + ".onnx"));
    Files.delete(folder);
  }
}
