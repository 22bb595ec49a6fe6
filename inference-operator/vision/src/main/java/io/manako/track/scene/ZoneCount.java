package io.manako.track.scene;

import java.time.Instant;

/**
 * What one zone of a camera saw of one class in one window of event time. A silence of the camera
 * divides a window into parts; their frames do not overlap. The same in every replay.
 *
 * @param cameraId whose zone
 * @param zoneId which
 * @param label the class
 * @param windowStart a multiple of the window's length since 1970, included
 * @param windowEnd excluded
 * @param firstFrame event time of the first frame that was looked at
 * @param lastFrame event time of the last frame that was looked at
 * @param frames that were looked at
 * @param visits stays that overlap the window: who was there at its beginning, and who entered
 * @param entered stays that began
 * @param exited stays that ended
 * @param peak the most that were there in one frame
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
    int peak) {}
