package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.LiveState;
import io.manako.dashboard.state.RecordKind;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All addresses of the page. */
final class Routes implements HttpHandler {
  private static final Pattern PICTURE = Pattern.compile("/api/cameras/([^/]+)/picture");
  private static final Pattern RECORDS = Pattern.compile("/api/cameras/([^/]+)/records");
  private static final Pattern LETTER = Pattern.compile("/api/dead-letters/(\\d{1,18})/picture");
  private static final String JPEG = "image/jpeg";

  private final LiveState state;
  private final Audience audience;
  private final EventStream stream;
  private final Map<String, Asset> assets;
  private final BooleanSupplier healthy;

  Routes(Page page, EventStream stream, Map<String, Asset> assets) {
    this.state = page.state();
    this.audience = page.audience();
    this.healthy = page.healthy();
    this.stream = stream;
    this.assets = assets;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    switch (path) {
      case "/healthz" -> health(exchange);
      case "/api/stream" -> stream(exchange);
      default -> {
        if (path.startsWith("/api/")) {
          api(exchange, path);
        } else {
          asset(exchange, path.equals("/") ? Asset.INDEX : path.substring(1));
        }
      }
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    if (healthy.getAsBoolean()) {
      Reply.say(exchange, HttpURLConnection.HTTP_OK, "ok");
    } else {
      Reply.say(exchange, HttpURLConnection.HTTP_UNAVAILABLE, "Kafka does not answer.");
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      Reply.send(exchange, HttpURLConnection.HTTP_OK, "text/event-stream", new byte[0]);
    } else {
      stream.join(exchange);
    }
  }

  private void api(HttpExchange exchange, String path) throws IOException {
    Matcher picture = PICTURE.matcher(path);
    Matcher records = RECORDS.matcher(path);
    Matcher letter = LETTER.matcher(path);
    if (picture.matches()) {
      picture(exchange, Gate.decoded(picture.group(1).replace("+", "%2B")));
    } else if (records.matches()) {
      records(exchange, Gate.decoded(records.group(1).replace("+", "%2B")));
    } else if (letter.matches()) {
      jpeg(exchange, state.letterPicture(Long.parseLong(letter.group(1))));
    } else {
      notFound(exchange);
    }
  }

  /** Sends a picture, which must be that of the frame that is shown or of the previous one. */
  private void picture(HttpExchange exchange, String camera) throws IOException {
    String frame = Gate.query(exchange.getRequestURI(), "frame");
    audience.looked(camera);
    jpeg(exchange, frame == null ? null : state.picture(camera, frame));
  }

  private void jpeg(HttpExchange exchange, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      notFound(exchange);
    } else {
      Reply.send(exchange, HttpURLConnection.HTTP_OK, JPEG, bytes);
    }
  }

  private void records(HttpExchange exchange, String camera) throws IOException {
    String name = Gate.query(exchange.getRequestURI(), "kind");
    Optional<RecordKind> kind =
        Arrays.stream(RecordKind.values()).filter(k -> k.wireName().equals(name)).findFirst();
    if (kind.isEmpty()) {
      notFound(exchange);
    } else {
      byte[] json = Messages.json(state.recent(camera, kind.get()));
      Reply.send(exchange, HttpURLConnection.HTTP_OK, "application/json", json);
    }
  }

  private void asset(HttpExchange exchange, String name) throws IOException {
    Asset asset = assets.get(name);
    if (asset == null) {
      notFound(exchange);
      return;
    }
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.getResponseHeaders().set("ETag", asset.etag());
    if (asset.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_MODIFIED, -1);
      exchange.close();
    } else {
      Reply.send(exchange, HttpURLConnection.HTTP_OK, asset.contentType(), asset.bytes());
    }
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    Reply.say(exchange, HttpURLConnection.HTTP_NOT_FOUND, "There is nothing here.");
  }
}
