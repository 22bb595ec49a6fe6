package io.manako.engine;

import io.manako.graph.Graph;
import io.manako.tensor.ImageLayout;
import io.manako.zoo.DeepLabV3;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Networks small enough for a test, with everything the large ones have. */
final class TestNetworks {
  private TestNetworks() {}

  static Stream<Graph> all() {
    return Stream.of(
        v1(), v2(), v3(), v3Small(), ssd(), atrous(), OddNetwork.graph(), OddNetwork.maps());
  }

  static Graph v1() {
    return MobileNetV1.build(variant(0.25, 96, Variant.Padding.SAME));
  }

  static Graph v2() {
    return MobileNetV2.build(variant(0.5, 96, Variant.Padding.SYMMETRIC));
  }

  static Graph v3() {
    return MobileNetV3.large(variant(0.75, 64, Variant.Padding.SYMMETRIC));
  }

  static Graph v3Small() {
    return MobileNetV3.small(variant(1, 80, Variant.Padding.SAME));
  }

  static Graph ssd() {
    return SsdLite.mobileNetV2(variant(0.35, 128, Variant.Padding.SAME));
  }

  /** Dilated blocks on maps that are cut into strips and on maps that are not. */
  static Graph atrous() {
    return DeepLabV3.mobileNetV2(variant(0.5, 129, Variant.Padding.SAME));
  }

  private static Variant variant(double width, int size, Variant.Padding padding) {
    return new Variant(width, 13, size, padding, 5);
  }

  static EngineOptions options(int threads, int batch) {
    return new EngineOptions(EngineOptions.Kind.JAVA, EngineOptions.Device.CPU, threads, batch);
  }

  /** A batch of noise; picture n is the same for every batch size. */
  static EngineInput pictures(JavaEngine engine) {
    EngineInput input = engine.newInput();
    ImageLayout l = input.layout();
    for (int n = 0; n < l.batch(); n++) {
      SplittableRandom random = new SplittableRandom(n);
      for (int i = 0; i < l.height() * l.width() * l.channels(); i++) {
        int pixel = i / l.channels();
        int at = l.index(n, i % l.channels(), pixel / l.width(), pixel % l.width());
        input.data().put(at, (float) (random.nextDouble() * 2 - 1));
      }
    }
    return input;
  }
}
