package io.manako.track;

import io.manako.detect.Box;

/**
 * Confirmed track in one frame.
 *
 * @param id number of the track: 1, 2, 3 … per camera and stream epoch
 * @param detection index of its box in the frame's detections
 * @param classId class id in the model's label map
 * @param label name of the class
 * @param score score of the detection, 0 … 1
 * @param box box as detected, in pixels
 * @param motion motion as estimated with this frame
 */
public record Track(
    long id, int detection, int classId, String label, float score, Box box, BoxMotion motion) {}
