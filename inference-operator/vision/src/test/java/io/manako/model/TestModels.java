package io.manako.model;

/**
 * The catalog's models for tests: real ones, fetched once into the user's own cache and shared by
 * all tests and runs on this machine.
 */
public final class TestModels {
  private TestModels() {}

  /** SSDLite with MobileNetV2, COCO. */
  public static Model detector() {
    return fetch("ssdlite-mobilenet-v2-coco");
  }

  /** MobileNetV1, ImageNet. */
  public static Model classifier() {
    return fetch("mobilenet-v1-1.0-224-imagenet");
  }

  /** SSD with MobileNetV2, Open Images; from TensorFlow Lite. */
  public static Model openImagesDetector() {
    return fetch("ssd-mobilenet-v2-openimages");
  }

  /** CenterNet with MobileNetV3, COCO. */
  public static Model centerDetector() {
    return fetch("centernet-mobilenet-v3-coco");
  }

  /** DeepLabV3 with MobileNetV2, PASCAL VOC. */
  public static Model segmenter() {
    return fetch("deeplab-v3-mobilenet-v2-voc");
  }

  /** BlazeFace for near and for far faces; from TensorFlow Lite. */
  public static void faceDetectors() {
    fetch("blazeface-short-range");
    fetch("blazeface-full-range");
  }

  /** Selfie segmentation with MobileNetV3, square and wide; from TensorFlow Lite. */
  public static void selfieSegmenters() {
    fetch("selfie-segmentation-mobilenet-v3");
    fetch("selfie-segmentation-landscape");
  }

  private static Model fetch(String name) {
    return new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get(name), FetchListener.silent());
  }
}
