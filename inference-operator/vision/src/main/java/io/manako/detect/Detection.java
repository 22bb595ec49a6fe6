package io.manako.detect;

/**
 * Object in one frame.
 *
 * @param classId class id in the model's own label map (COCO: 1 … 90)
 * @param label name of the class
 * @param score score, 0 … 1
 * @param box box in pixels of the original picture, clipped to it
 */
public record Detection(int classId, String label, float score, Box box) {}
