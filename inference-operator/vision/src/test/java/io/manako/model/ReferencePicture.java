package io.manako.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.engine.EngineInput;
import io.manako.tensor.ImageLayout;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Pictures and TensorFlow.js' answers to them; the folder's README says what is what. */
record ReferencePicture(String name) {

  /** The bytes of a file of the reference. */
  ByteBuffer bytes(String suffix) throws IOException {
    try (InputStream in = open(suffix)) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  float[] floats(String suffix) throws IOException {
    FloatBuffer buffer = bytes(suffix).asFloatBuffer();
    float[] all = new float[buffer.remaining()];
    buffer.get(all);
    return all;
  }

  JsonNode json(String suffix) throws IOException {
    try (InputStream in = open(suffix)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** Writes the normalised pixels as picture {@code n} of a batch. */
  void put(EngineInput input, int n) throws IOException {
    ImageLayout layout = input.layout();
    try (InputStream in = open("_" + layout.width() + ".png")) {
      BufferedImage image = ImageIO.read(in);
      for (int y = 0; y < layout.height(); y++) {
        for (int x = 0; x < layout.width(); x++) {
          int rgb = image.getRGB(x, y);
          for (int c = 0; c < 3; c++) {
            int sample = (rgb >> (16 - 8 * c)) & 0xff;
            input.data().put(layout.index(n, c, y, x), (sample - 127.5f) / 127.5f);
          }
        }
      }
    }
  }

  private InputStream open(String suffix) {
    String file = "reference/" + name + suffix;
    return Objects.requireNonNull(ReferencePicture.class.getResourceAsStream(file), file);
  }
}
