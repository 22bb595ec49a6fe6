package io.manako.track.scene;

/**
 * Which event it is, and the frame that shows it.
 *
 * @param eventId unique: the frame's id, the kind, the place and the track
 * @param cameraId the camera before which it happened
 * @param frameId the frame that shows it
 */
public record Evidence(String eventId, String cameraId, String frameId) {}
