package io.manako.dashboard.state;

/**
 * Event in the page's list.
 *
 * @param camera id of the camera
 * @param timeMillis time of the beginning or the end, in milliseconds since 1970
 * @param kind kind of the event, such as {@code zone.enter}
 * @param phase start, update or end
 * @param text description for people
 */
public record RecentEvent(String camera, long timeMillis, String kind, String phase, String text) {}
