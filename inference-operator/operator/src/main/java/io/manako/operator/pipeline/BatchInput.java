package io.manako.operator.pipeline;

import io.manako.engine.EngineInput;
import io.manako.image.Image;
import io.manako.tensor.Crop;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.PictureSlot;
import io.manako.tensor.Placement;
import io.manako.tensor.Preprocessor;
import java.nio.FloatBuffer;

/** A batch's pixels as a model reads them, and the mapping back to each original picture. */
final class BatchInput {
  private final EngineInput buffer;
  private final Preprocessor preprocessor;
  private final Placement[] placements;

  BatchInput(EngineInput buffer, Preprocessor preprocessor) {
    this.buffer = buffer;
    this.preprocessor = preprocessor;
    this.placements = new Placement[buffer.layout().batch()];
  }

  EngineInput buffer() {
    return buffer;
  }

  void put(int n, Image image, Crop crop) {
    PictureSlot slot = new PictureSlot(buffer.layout(), buffer.data(), n);
    placements[n] = preprocessor.write(image, crop, slot);
  }

  Placement placement(int n) {
    return placements[n];
  }

  /** Overwrites the first picture with another one, so that it can run alone. */
  void moveToFront(int n) {
    ImageLayout layout = buffer.layout();
    FloatBuffer data = buffer.data();
    int from = layout.index(n, 0, 0, 0);
    int first = layout.index(0, 0, 0, 0);
    // The last sample of a picture, so that the engine's padding behind it is not read.
    int last = layout.index(0, layout.channels() - 1, layout.height() - 1, layout.width() - 1);
    data.put(first, data, from, last - first + 1);
    placements[0] = placements[n];
  }
}
