package io.manako.detect;

/**
 * Candidate class of a picture.
 *
 * @param classId class id in the model's own label map (ImageNet: 0 … 999)
 * @param label name of the class
 * @param score softmax probability, 0 … 1
 */
public record Classification(int classId, String label, float score) {}
