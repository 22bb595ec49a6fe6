package io.manako.model;

/** Kinds of {@link OutputSpec} by the name that {@code output.kind} has. */
enum OutputKind {
  SSD,
  DECODED_BOXES,
  YOLO,
  YOLO_MAPS,
  YOLOX,
  DISTANCES,
  CENTERS,
  DETECTIONS,
  CLASSES,
  PIXEL_SCORES
}
