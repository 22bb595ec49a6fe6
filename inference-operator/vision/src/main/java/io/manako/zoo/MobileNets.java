package io.manako.zoo;

import static io.manako.zoo.PublishedResult.top1;

import io.manako.model.Task;
import io.manako.zoo.PublishedResult.Measure;
import java.util.ArrayList;
import java.util.List;

/** Classifiers for small machines, with their papers' results. */
final class MobileNets {
  private static final String V1 =
      "Howard et al. 2017, MobileNets: Efficient Convolutional Neural Networks for Mobile Vision"
          + " Applications";
  private static final String V2 =
      "Sandler et al. 2018, MobileNetV2: Inverted Residuals and Linear Bottlenecks";
  private static final String V3 = "Howard et al. 2019, Searching for MobileNetV3";

  private static final String MOGA = "Chu et al. 2020, MoGA: Searching Beyond MobileNetV3";
  private static final String EFFICIENT =
      "Tan and Le 2019, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks";

  /** Top-1 accuracy of B0 … B7 in percent. */
  private static final double[] EFFICIENT_TOP1 = {77.1, 79.1, 80.1, 81.6, 82.9, 83.6, 84.0, 84.3};

  private static final List<ZooModel> FAMILIES =
      List.of(
          family(
              "mobilenet-v1",
              V1,
              List.of(
                  top1(1, 224, 70.6),
                  top1(0.75, 224, 68.4),
                  top1(0.5, 224, 63.7),
                  top1(0.25, 224, 50.6),
                  top1(1, 192, 69.1),
                  top1(1, 160, 67.2),
                  top1(1, 128, 64.4),
                  new PublishedResult(0.5, 32, 10, Measure.CIFAR10_TOP1, 81)),
              MobileNetV1::build),
          family(
              "mobilenet-v2",
              V2,
              List.of(
                  top1(1, 224, 72.0),
                  top1(1.4, 224, 74.7),
                  top1(0.75, 224, 69.8),
                  top1(0.5, 224, 65.4),
                  top1(0.35, 224, 60.3)),
              MobileNetV2::build),
          family(
              "mobilenet-v3-large",
              V3,
              List.of(top1(1, 224, 75.2), top1(0.75, 224, 73.3)),
              MobileNetV3::large),
          family(
              "mobilenet-v3-small",
              V3,
              List.of(top1(1, 224, 67.4), top1(0.75, 224, 65.4)),
              MobileNetV3::small));

  static final List<ZooModel> MODELS = models();

  private MobileNets() {}

  private static List<ZooModel> models() {
    List<ZooModel> models = new ArrayList<>(FAMILIES);
    models.add(single("moga-a", MOGA, top1(1, 224, 75.9), Moga::a));
    models.add(single("moga-b", MOGA, top1(1, 224, 75.5), Moga::b));
    models.add(single("moga-c", MOGA, top1(1, 224, 75.3), Moga::c));
    for (int i = 0; i < EFFICIENT_TOP1.length; i++) {
      int step = i;
      PublishedResult result = top1(1, EfficientNet.SCALES.get(i).size(), EFFICIENT_TOP1[i]);
      models.add(single("efficientnet-b" + i, EFFICIENT, result, v -> EfficientNet.build(step, v)));
    }
    return models;
  }

  private static ZooModel single(
      String name, String paper, PublishedResult result, ZooModel.Architecture architecture) {
    Variant variant = Variant.imageNet(1, result.size());
    List<PublishedResult> results = List.of(result);
    return new ZooModel(name, Task.CLASSIFICATION, paper, variant, false, results, architecture);
  }

  private static ZooModel family(
      String name, String paper, List<PublishedResult> results, ZooModel.Architecture builder) {
    Variant variant = Variant.imageNet(1, 224);
    return new ZooModel(name, Task.CLASSIFICATION, paper, variant, true, results, builder);
  }
}
