package io.manako.track.scene;

import java.time.Instant;

/**
 * Count of one class in one zone of a camera, in one window of event time. A silence of the camera
 * divides a window into parts, whose frames do not overlap. Every replay gives the same counts.
 *
 * @param cameraId id of the camera
 * @param zoneId id of the zone
 * @param label name of the class
 * @param windowStart start of the window, included; a multiple of the window's length since 1970
 * @param windowEnd end of the window, excluded
 * @param firstFrame event time of the first processed frame
 * @param lastFrame event time of the last processed frame
 * @param frames number of processed frames
 * @param visits number of stays that overlap the window: tracks present at its beginning, and
 *     tracks that entered
 * @param entered number of stays that began
 * @param exited number of stays that ended
 * @param peak greatest number of tracks in one frame
 * @param objects number of different objects in the window; a track that continues an object of
 *     another track is the same object
 */
public record ZoneCount(
    String cameraId,
    String zoneId,
    String label,
    Instant windowStart,
    Instant windowEnd,
    Instant firstFrame,
    Instant lastFrame,
    int frames,
    int visits,
    int entered,
    int exited,
    int peak,
    int objects) {}
