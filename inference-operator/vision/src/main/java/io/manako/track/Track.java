package io.manako.track;

import io.manako.detect.Box;

/**
 * A confirmed track as seen in one frame.
 *
 * @param id 1, 2, 3 … per camera and stream epoch
 * @param detection index of its box in the frame's detections
 * @param classId in the model's label map
 * @param label the class's name
 * @param score of the detection, 0 … 1
 * @param box as detected, in pixels
 * @param motion as estimated with this frame
 */
public record Track(
    long id, int detection, int classId, String label, float score, Box box, BoxMotion motion) {}
