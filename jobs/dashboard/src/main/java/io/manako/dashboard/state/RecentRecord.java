package io.manako.dashboard.state;

/**
 * Record in the page's list.
 *
 * @param id id of the frame or event
 * @param timeMillis event time in milliseconds since 1970
 * @param status status of a result, or phase of an event
 * @param summary description for people
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
