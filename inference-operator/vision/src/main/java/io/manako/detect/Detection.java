package io.manako.detect;

/**
 * One object in one frame.
 *
 * @param classId in the model's own label map (COCO: 1 … 90)
 * @param label the class's name
 * @param score 0 … 1
 * @param box in pixels of the original picture, clipped to it
 */
public record Detection(int classId, String label, float score, Box box) {}
