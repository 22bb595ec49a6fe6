package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.manako.dashboard.state.CameraView;
import io.manako.dashboard.state.LiveState;
import io.manako.dashboard.state.RecentEvent;
import io.manako.dashboard.state.RecentLetter;
import io.manako.dashboard.state.SummaryView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds server-sent events from the state, each with a name and one line of JSON.
 *
 * @param state state of the page
 * @param instance new text for each start, by which a browser recognises a restart
 */
record Messages(LiveState state, String instance) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private record Hello(String instance) {}

  /**
   * Message with cameras; one with a summary has all of them, so that a browser can remove the
   * others.
   */
  private record Tick(@Nullable SummaryView summary, List<CameraView> cameras) {}

  private record News(List<Letter> letters, List<RecentEvent> events) {}

  /** Dead letter without its picture. */
  private record Letter(
      long number,
      String camera,
      long timeMillis,
      String stage,
      String reason,
      String source,
      int bytes,
      boolean picture) {
    static Letter of(RecentLetter letter) {
      return new Letter(
          letter.number(),
          letter.camera(),
          letter.timeMillis(),
          letter.stage(),
          letter.reason(),
          letter.source(),
          letter.bytes(),
          letter.thumbnail() != null);
    }
  }

  /** Returns all messages, for a browser that has just connected. */
  List<byte[]> all() {
    return List.of(event("hello", new Hello(instance)), scenes(), figures(-1), series(), news());
  }

  /** Returns all cameras with their figures, and the frames that are newer than a revision. */
  byte[] figures(long since) {
    return event("tick", new Tick(state.summary(), state.cameras(since)));
  }

  /** Returns the cameras whose frame is newer than a revision. */
  byte[] frames(long since) {
    List<CameraView> changed =
        state.cameras(since).stream().filter(camera -> camera.frame() != null).toList();
    return event("tick", new Tick(null, changed));
  }

  byte[] series() {
    return event("series", state.series());
  }

  byte[] news() {
    List<Letter> letters = state.letters().stream().map(Letter::of).toList();
    return event("news", new News(letters, state.events()));
  }

  byte[] scenes() {
    return event("scenes", state.scenes());
  }

  /** Returns any view as JSON. */
  static byte[] json(Object view) {
    try {
      return JSON.writeValueAsBytes(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view cannot be written as JSON", e);
    }
  }

  private static byte[] event(String name, Object view) {
    String json = new String(json(view), UTF_8);
    return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(UTF_8);
  }
}
