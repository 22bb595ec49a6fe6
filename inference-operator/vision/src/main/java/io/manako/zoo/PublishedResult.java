package io.manako.zoo;

/**
 * Result that a network's authors, or others who retrained it from the paper, measured.
 *
 * @param width multiplier of the channels
 * @param size rows and columns of the input in pixels
 * @param classes number of classes that the network distinguishes
 * @param measure meaning of {@code value}
 * @param value result in percent
 */
public record PublishedResult(double width, int size, int classes, Measure measure, double value) {

  /** Measure and the pictures on which it was taken. */
  public enum Measure {
    /** Share of ImageNet's validation pictures whose first answer is right. */
    IMAGENET_TOP1("ImageNet top-1"),
    /** Share of CIFAR-10's validation pictures whose answer is right. */
    CIFAR10_TOP1("CIFAR-10 top-1"),
    /** Mean average precision over IoU 0.5 … 0.95 on COCO. */
    COCO_MAP("COCO mAP"),
    /** Mean average precision at IoU 0.5 on PASCAL VOC 2007. */
    VOC_MAP("VOC 2007 mAP"),
    /** Mean intersection over union on PASCAL VOC 2012. */
    VOC_MIOU("VOC 2012 mIoU"),
    /** Mean intersection over union on the pictures of COCO that have classes of VOC. */
    COCO_VOC_MIOU("COCO-VOC mIoU");

    private final String text;

    Measure(String text) {
      this.text = text;
    }

    /** Name of the measure in papers. */
    public String text() {
      return text;
    }
  }

  /** Returns a top-1 accuracy on ImageNet's 1000 classes. */
  static PublishedResult top1(double width, int size, double value) {
    return new PublishedResult(width, size, 1000, Measure.IMAGENET_TOP1, value);
  }

  boolean isOf(Variant variant) {
    return width == variant.width() && size == variant.size() && classes == variant.classes();
  }
}
