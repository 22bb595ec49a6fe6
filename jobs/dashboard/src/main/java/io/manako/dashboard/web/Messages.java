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
 * The state as server-sent events, each with a name and one line of JSON.
 *
 * @param state what to tell
 * @param instance a new one for each start, by which a browser knows that the page is new
 */
record Messages(LiveState state, String instance) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private record Hello(String instance) {}

  /** With a summary come all cameras, so that a browser can tell which have gone. */
  private record Tick(@Nullable SummaryView summary, List<CameraView> cameras) {}

  private record News(List<Letter> letters, List<RecentEvent> events) {}

  /** A dead letter without its picture. */
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

  /** Everything, for who has just come. */
  List<byte[]> all() {
    return List.of(event("hello", new Hello(instance)), scenes(), figures(-1), series(), news());
  }

  /** All cameras with their figures, and those frames that are newer than a revision. */
  byte[] figures(long since) {
    return event("tick", new Tick(state.summary(), state.cameras(since)));
  }

  /** The cameras whose frame is newer than a revision. */
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

  /** Any view as JSON. */
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
