package io.manako.track.eval;

import io.manako.detect.Box;

/**
 * One line of a MOTChallenge file.
 *
 * @param frame from 1
 * @param id of the track, −1 in detection files
 * @param box in pixels
 * @param score of a detection; in ground truth 0 marks an entry that is not evaluated
 */
public record MotEntry(int frame, long id, Box box, float score) {}
