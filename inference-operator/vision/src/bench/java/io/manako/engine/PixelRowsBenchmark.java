package io.manako.engine;

import io.manako.engine.kernel.PixelRows;
import io.manako.image.Image;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.PictureSlot;
import io.manako.tensor.Placement;
import io.manako.tensor.Preprocessing;
import io.manako.tensor.Preprocessor;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.RowKernels;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/** A frame of 1280×720 into an input of 300×300, in vectors and in plain loops. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PixelRowsBenchmark {
  private static final int SIZE = 300;
  private static final List<Float> HALF = List.of(127.5f, 127.5f, 127.5f);

  @Param({"true", "false"})
  private boolean vectors = true;

  private Preprocessor preprocessor;
  private PictureSlot slot;
  private Image image;

  /** A frame of noise. */
  @Setup
  public void prepare() {
    byte[] rgb = new byte[1280 * 720 * 3];
    new Random(1).nextBytes(rgb);
    image = new Image(1280, 720, rgb);
    Preprocessing to = new Preprocessing(SIZE, SIZE, ResizeMode.STRETCH, HALF, HALF, false);
    preprocessor =
        vectors
            ? new Preprocessor(to, new RowKernels(PixelRows::blend, PixelRows::pick))
            : new Preprocessor(to);
    ImageLayout layout = ImageLayout.nhwc(1, 3, SIZE, SIZE);
    slot = new PictureSlot(layout, FloatBuffer.allocate(layout.end()), 0);
  }

  /** A frame. */
  @Benchmark
  public Placement resize() {
    return preprocessor.write(image, slot);
  }
}
