package io.manako.focus;

import io.manako.detect.Detection;

/**
 * Last sighting of an object.
 *
 * @param detection the object as it was detected
 * @param frameId id of the frame in which it was detected
 * @param time event time of that frame, µs since 1970
 * @param byWhole whether the view of the whole frame showed it, and no crop did
 * @param slow whether it may still be there where nothing moves in the next frame: it moved little,
 *     or not at all
 */
public record Sighting(
    Detection detection, String frameId, long time, boolean byWhole, boolean slow) {}
