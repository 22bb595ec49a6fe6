package io.manako.zoo;

import io.manako.model.Task;
import io.manako.zoo.PublishedResult.Measure;
import java.util.List;

/** The networks that answer boxes, with their papers' results. Classes include the background. */
final class Detectors {
  private static final int COCO = 91;

  static final List<ZooModel> MODELS =
      List.of(
          new ZooModel(
              "ssdlite-mobilenet-v2",
              Task.DETECTION,
              "Sandler et al. 2018, MobileNetV2: Inverted Residuals and Linear Bottlenecks",
              new Variant(1, COCO, 320, Variant.Padding.SAME, 1),
              true,
              List.of(new PublishedResult(1, 320, COCO, Measure.COCO_MAP, 22.1)),
              SsdLite::mobileNetV2));

  private Detectors() {}
}
