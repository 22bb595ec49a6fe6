package io.manako.track.eval;

import io.manako.detect.Box;

/**
 * Line of a MOTChallenge file.
 *
 * @param frame number of the frame, from 1
 * @param id id of the track, −1 in detection files
 * @param box box in pixels
 * @param score score of a detection; in ground truth, 0 marks an entry that is not evaluated
 */
public record MotEntry(int frame, long id, Box box, float score) {}
