package io.manako.track.scene;

/**
 * The identity of an event, and the frame that shows the event.
 *
 * @param eventId unique: the frame's id, the kind, the place and the track
 * @param cameraId the camera before which the event happened
 * @param frameId the frame that shows the event
 */
public record Evidence(String eventId, String cameraId, String frameId) {}
