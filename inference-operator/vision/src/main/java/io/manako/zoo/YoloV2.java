package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.MoveNode;
import io.manako.graph.Window;
import java.util.List;

/**
 * YOLOv2 (Redmon and Farhadi 2017, "YOLO9000: Better, Faster, Stronger"): Darknet-19 (table 6)
 * without its classifier, three 3×3 convolutions and a passthrough of the finer map, reduced to 64
 * channels as in the authors' network file.
 */
public final class YoloV2 {
  private static final Activation LEAKY = Activation.leakyRelu(0.1f);
  private static final float EPSILON = 1e-5f;
  private static final int ANCHORS = 5;

  /**
   * Channels of Darknet-19 up to the passed map, with 0 for a pooling; kernels alternate 3, 1, 3.
   */
  private static final int[] FINE = {
    32, 0, 64, 0, 128, 64, 128, 0, 256, 128, 256, 0, 512, 256, 512, 256, 512
  };

  private static final int[] COARSE = {0, 1024, 512, 1024, 512, 1024};

  private final NetworkBuilder net;
  private int layers;

  private YoloV2(NetworkBuilder net) {
    this.net = net;
  }

  /**
   * Builds the network: input {@code image} [N, 3, size, size]; output {@code predictions} [N, 5 ·
   * (5 + classes), size / 32, size / 32] with x, y, width, height, objectness and classes for each
   * anchor.
   *
   * @param variant classes without a background, and a size that is a multiple of 32
   * @throws IllegalArgumentException if the size is not a multiple of 32
   */
  public static Graph build(Variant variant) {
    if (variant.size() % 32 != 0) {
      throw new IllegalArgumentException("the size must be a multiple of 32");
    }
    return new YoloV2(new NetworkBuilder("yolov2", variant, EPSILON)).detector(variant);
  }

  private Graph detector(Variant variant) {
    FeatureMap fine = darknet(net.image(), FINE);
    FeatureMap x = conv(conv(darknet(fine, COARSE), 1024, 3), 1024, 3);
    FeatureMap passed = reorganised("passthrough", conv(fine, 64, 1));
    x = conv(net.concat("joined", List.of(passed, x)), 1024, 3);
    int out = ANCHORS * (5 + variant.classes());
    return net.build(net.prediction("predictions", x, out).value());
  }

  /** Appends convolutions and poolings; a convolution that reduces the channels is 1×1. */
  private FeatureMap darknet(FeatureMap in, int[] channels) {
    FeatureMap x = in;
    for (int c : channels) {
      x =
          c == 0
              ? net.maxPool("pool" + layers, x, Window.padded(2, 2, 1, 0))
              : conv(x, c, c < x.channels() ? 1 : 3);
    }
    return x;
  }

  private FeatureMap conv(FeatureMap x, int out, int kernel) {
    layers++;
    return net.conv("conv" + layers, x, ConvLayer.full(out, kernel, 1, LEAKY));
  }

  /** Turns each 2×2 square of pixels into one pixel of four times the channels. */
  private FeatureMap reorganised(String layer, FeatureMap x) {
    int h = x.height() / 2;
    int w = x.width() / 2;
    String value = reshaped(layer + "/squares", x.value(), List.of(0, x.channels(), h, 2, w, 2));
    String first = layer + "/first";
    value = net.add(new MoveNode.Transpose(first, first, value, List.of(0, 3, 5, 1, 2, 4)));
    value = reshaped(layer, value, List.of(0, 4 * x.channels(), h, w));
    return new FeatureMap(value, 4 * x.channels(), h, w);
  }

  private String reshaped(String layer, String x, List<Integer> extents) {
    return net.add(new MoveNode.Reshape(layer, layer, x, extents));
  }
}
