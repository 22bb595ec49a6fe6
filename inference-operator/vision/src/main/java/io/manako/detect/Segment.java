package io.manako.detect;

/**
 * All pixels of one class in one frame.
 *
 * @param classId class id in the model's own label map (PASCAL VOC: 1 … 20)
 * @param label name of the class
 * @param share fraction of the frame's pixels, above 0, at most 1
 * @param mask the pixels at the model's resolution; the mask covers the frame, so its columns and
 *     rows are stretched to those of the frame
 */
public record Segment(int classId, String label, float share, RunLengthMask mask) {}
