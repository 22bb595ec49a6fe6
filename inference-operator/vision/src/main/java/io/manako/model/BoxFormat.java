package io.manako.model;

/** Order and meaning of the four numbers of a box, in the field's usual names. */
public enum BoxFormat {
  /** Left, top, right, bottom. */
  XYXY,
  /** Top, left, bottom, right (TensorFlow). */
  YXYX,
  /** Centre x, centre y, width, height (YOLO, DETR). */
  CXCYWH,
  /** Centre y, centre x, height, width (TensorFlow's SSD). */
  CYCXHW,
  /** Left, top, width, height (COCO). */
  XYWH
}
