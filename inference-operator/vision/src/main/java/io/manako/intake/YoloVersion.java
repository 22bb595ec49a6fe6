package io.manako.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Published anchors and coding of a YOLO whose boxes are decoded outside the network.
 *
 * @param name name that {@code --set output.yolo=…} accepts
 * @param sizes widths and heights of the anchors in pixels, by level
 * @param keys further keys of the section {@code output}
 */
record YoloVersion(String name, List<List<Double>> sizes, Map<String, Object> keys) {

  /** Redmon and Farhadi 2018, YOLOv3, section 2.3; YOLOv5 has the same. */
  private static final List<List<Double>> OF_V3 =
      List.of(
          List.of(10., 13., 16., 30., 33., 23.),
          List.of(30., 61., 62., 45., 59., 119.),
          List.of(116., 90., 156., 198., 373., 326.));

  /** Published configuration of YOLOv4 (Bochkovskiy et al. 2020); YOLOv7 has the same. */
  private static final List<List<Double>> OF_V4 =
      List.of(
          List.of(12., 16., 19., 36., 40., 28.),
          List.of(36., 75., 76., 55., 72., 146.),
          List.of(142., 110., 192., 243., 459., 401.));

  private static final List<Double> TINY_COARSE = List.of(81., 82., 135., 169., 344., 319.);

  /** Published configurations of YOLOv2 (Redmon and Farhadi 2017), in pixels. */
  private static final List<List<Double>> OF_V2 =
      List.of(
          List.of(
              18.32736, 21.67632, 59.98272, 66.00096, 106.82976, 175.17888, 252.25024, 112.88896,
              312.65664, 293.38496));

  private static final List<List<Double>> OF_V2_TINY =
      List.of(
          List.of(34.56, 38.08, 109.44, 141.12, 212.16, 364.16, 301.44, 163.52, 531.84, 336.64));

  private static final Map<String, Object> SQUARE = Map.of("size-coding", "square");
  private static final Map<String, Object> SOFTMAX = Map.of("activation", "softmax");

  private static final List<YoloVersion> ALL =
      List.of(
          new YoloVersion("v2", OF_V2, SOFTMAX),
          new YoloVersion("v2-tiny-voc", OF_V2_TINY, SOFTMAX),
          new YoloVersion("v3", OF_V3, Map.of()),
          new YoloVersion(
              "v3-tiny", List.of(List.of(10., 14., 23., 27., 37., 58.), TINY_COARSE), Map.of()),
          new YoloVersion("v4", OF_V4, Map.of("centre-scales", List.of(1.2, 1.1, 1.05))),
          new YoloVersion(
              "v4-tiny",
              List.of(List.of(23., 27., 37., 58., 81., 82.), TINY_COARSE),
              Map.of("centre-scales", List.of(1.05, 1.05))),
          new YoloVersion("v5", OF_V3, SQUARE),
          new YoloVersion("v7", OF_V4, SQUARE));

  static List<String> names() {
    return ALL.stream().map(YoloVersion::name).toList();
  }

  /** Returns the version of that name. */
  static Optional<YoloVersion> of(String name) {
    return ALL.stream().filter(version -> version.name.equals(name)).findFirst();
  }

  /** Returns the version that a file's name states, such as {@code yolov3-tiny.onnx}. */
  static Optional<YoloVersion> inFileName(String file) {
    String plain = file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean tiny = plain.contains("tiny");
    return ALL.stream()
        .filter(version -> plain.contains("yolo" + version.name.substring(0, 2)))
        .filter(version -> version.name.contains("tiny") == tiny)
        .findFirst();
  }
}
