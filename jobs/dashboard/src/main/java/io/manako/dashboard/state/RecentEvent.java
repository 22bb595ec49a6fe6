package io.manako.dashboard.state;

/**
 * An event as the page lists it.
 *
 * @param camera whose
 * @param timeMillis when it began or was over
 * @param kind such as {@code zone.enter}
 * @param phase start, update or end
 * @param text for people
 */
public record RecentEvent(String camera, long timeMillis, String kind, String phase, String text) {}
