package io.manako.cli.bench;

import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.engine.kernel.KernelSelection;
import io.manako.engine.kernel.PixelRows;
import io.manako.image.Image;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.PictureSlot;
import io.manako.tensor.Placement;
import io.manako.tensor.Preprocessing;
import io.manako.tensor.Preprocessor;
import io.manako.tensor.RowKernels;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/** Parts of a frame's processing outside of the network, on made-up numbers. */
final class FrameParts {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int PLACES = 1917;
  private static final int COLUMNS = 91;
  private static final int OBJECTS = 60;

  private final Image image;
  private final Preprocessor preprocessor;
  private final PictureSlot slot;
  private final Detector detector;
  private final List<Tensor> outputs;

  /**
   * Prepares a full frame for a detector of the COCO classes whose outputs are codes and logits.
   */
  FrameParts(Model model) throws IOException {
    Random random = new Random(1);
    byte[] rgb = new byte[WIDTH * HEIGHT * Preprocessing.CHANNELS];
    random.nextBytes(rgb);
    this.image = new Image(WIDTH, HEIGHT, rgb);
    InputSpec in = model.spec().input();
    Preprocessing preprocessing =
        new Preprocessing(in.width(), in.height(), in.resize(), in.mean(), in.std(), false);
    this.preprocessor =
        KernelSelection.hasWideVectors()
            ? new Preprocessor(preprocessing, new RowKernels(PixelRows::blend, PixelRows::pick))
            : new Preprocessor(preprocessing);
    ImageLayout layout = ImageLayout.nhwc(1, Preprocessing.CHANNELS, in.height(), in.width());
    this.slot = new PictureSlot(layout, FloatBuffer.allocate(layout.end()), 0);
    this.detector = Detector.create(model, DetectorSettings.of(model.spec()));
    this.outputs = List.of(codes(random), logits(random));
  }

  private static Tensor codes(Random random) {
    float[] codes = new float[PLACES * 4];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (float) random.nextGaussian();
    }
    return Tensor.of(Shape.of(1, PLACES, 4), codes);
  }

  /** Returns logits of background nearly everywhere, as in a real frame. */
  private static Tensor logits(Random random) {
    float[] logits = new float[PLACES * COLUMNS];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (random.nextGaussian() - 8);
    }
    for (int i = 0; i < OBJECTS; i++) {
      logits[random.nextInt(PLACES) * COLUMNS + 1 + random.nextInt(COLUMNS - 1)] = 2;
    }
    return Tensor.of(Shape.of(1, PLACES, COLUMNS), logits);
  }

  Placement preprocess() {
    return preprocessor.write(image, slot);
  }

  List<Detection> postprocess() {
    return detector.detect(outputs, 0, new Placement(WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT));
  }
}
