package io.manako.dashboard.state;

/**
 * A record as the page lists it.
 *
 * @param id of the frame or event
 * @param timeMillis event time
 * @param status of a result, or phase of an event
 * @param summary for people
 * @param json the record itself, cut to {@value #MOST_JSON} characters
 */
public record RecentRecord(String id, long timeMillis, String status, String summary, String json) {
  static final int MOST_JSON = 4096;
  private static final int MOST_TEXT = 300;

  public RecentRecord {
    id = cut(id, MOST_TEXT);
    summary = cut(summary, MOST_TEXT);
    json = cut(json, MOST_JSON);
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
