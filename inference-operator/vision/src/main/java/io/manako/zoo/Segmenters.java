package io.manako.zoo;

import io.manako.model.Task;
import io.manako.zoo.PublishedResult.Measure;
import io.manako.zoo.Variant.Padding;
import java.util.List;

/** Networks that compute a class for every pixel, with published results. */
final class Segmenters {
  /** Number of classes in PASCAL VOC, background included. */
  private static final int VOC = 21;

  static final List<ZooModel> MODELS =
      List.of(
          new ZooModel(
              "unet",
              Task.SEGMENTATION,
              "Ronneberger et al. 2015, U-Net: Convolutional Networks for Biomedical Image"
                  + " Segmentation",
              new Variant(1, 2, 512, Padding.SYMMETRIC, 1),
              false,
              List.of(),
              UNet::build),
          new ZooModel(
              "lraspp-mobilenet-v3-large",
              Task.SEGMENTATION,
              "Howard et al. 2019, Searching for MobileNetV3",
              new Variant(1, VOC, 520, Padding.SYMMETRIC, 1),
              true,
              List.of(new PublishedResult(1, 520, VOC, Measure.COCO_VOC_MIOU, 57.9)),
              LrAspp::mobileNetV3Large),
          new ZooModel(
              "deeplab-v3-mobilenet-v2",
              Task.SEGMENTATION,
              "Chen et al. 2017, Rethinking Atrous Convolution for Semantic Image Segmentation",
              new Variant(1, VOC, 513, Padding.SAME, 1),
              true,
              List.of(new PublishedResult(1, 513, VOC, Measure.VOC_MIOU, 75.3)),
              DeepLabV3::mobileNetV2));

  private Segmenters() {}
}
