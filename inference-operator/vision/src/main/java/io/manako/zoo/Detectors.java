package io.manako.zoo;

import io.manako.model.Task;
import io.manako.zoo.PublishedResult.Measure;
import io.manako.zoo.Variant.Padding;
import java.util.List;

/**
 * Networks that compute boxes, with their papers' results. The number of classes includes the
 * background.
 */
final class Detectors {
  private static final int COCO = 91;

  private static final String V2 =
      "Sandler et al. 2018, MobileNetV2: Inverted Residuals and Linear Bottlenecks";
  private static final String V3 = "Howard et al. 2019, Searching for MobileNetV3";

  static final List<ZooModel> MODELS =
      List.of(
          ssdLite("ssdlite-mobilenet-v1", V2, 22.2, SsdLite::mobileNetV1),
          ssdLite("ssdlite-mobilenet-v2", V2, 22.1, SsdLite::mobileNetV2),
          ssdLite("ssdlite-mobilenet-v3-large", V3, 21.3, SsdLite::mobileNetV3Large),
          ssdLite("ssdlite-mobilenet-v3-small", V3, 16.1, SsdLite::mobileNetV3Small),
          new ZooModel(
              "ssd300-vgg16",
              Task.DETECTION,
              "Liu et al. 2016, SSD: Single Shot MultiBox Detector",
              new Variant(1, COCO, 300, Padding.SYMMETRIC, 1),
              false,
              List.of(new PublishedResult(1, 300, COCO, Measure.COCO_MAP, 25.1)),
              Ssd300::vgg16),
          new ZooModel(
              "yolov2",
              Task.DETECTION,
              "Redmon and Farhadi 2017, YOLO9000: Better, Faster, Stronger",
              new Variant(1, 80, 416, Padding.SYMMETRIC, 1),
              false,
              List.of(new PublishedResult(1, 416, 80, Measure.COCO_MAP, 21.6)),
              YoloV2::build));

  private Detectors() {}

  private static ZooModel ssdLite(
      String name, String paper, double map, ZooModel.Architecture architecture) {
    boolean torchvision = name.endsWith("v3-large");
    Padding padding = torchvision ? Padding.SYMMETRIC : Padding.SAME;
    Variant variant = new Variant(1, COCO, 320, padding, 1);
    List<PublishedResult> results =
        List.of(new PublishedResult(1, 320, COCO, Measure.COCO_MAP, map));
    return new ZooModel(name, Task.DETECTION, paper, variant, true, results, architecture);
  }
}
