package io.manako.detect;

/**
 * All pixels of one class in one frame.
 *
 * @param classId in the model's own label map (PASCAL VOC: 1 … 20)
 * @param label the class's name
 * @param share of the frame's pixels, above 0, at most 1
 * @param mask which pixels, at the model's resolution; covers the frame, so its columns and rows
 *     are stretched to the frame's
 */
public record Segment(int classId, String label, float share, RunLengthMask mask) {}
