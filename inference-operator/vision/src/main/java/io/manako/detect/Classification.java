package io.manako.detect;

/**
 * One candidate class of a picture.
 *
 * @param classId in the model's own label map (ImageNet: 0 … 999)
 * @param label the class's name
 * @param score softmax probability, 0 … 1
 */
public record Classification(int classId, String label, float score) {}
