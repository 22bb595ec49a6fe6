package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks every request before all other handlers: verb, rate and access. */
final class Gate implements HttpHandler {
  /** Limit for one address: a browser with forty visible tiles requests 160 pictures a second. */
  private static final double REQUESTS_PER_SECOND = 400;

  private static final double ATTEMPTS_PER_SECOND = 1;
  private static final int TOO_MANY = 429;
  private static final int MISDIRECTED = 421;

  private final Access access;
  private final RequestLimit requests = new RequestLimit(REQUESTS_PER_SECOND, Gate::millis);
  private final RequestLimit attempts = new RequestLimit(ATTEMPTS_PER_SECOND, Gate::millis);
  private final Map<String, Asset> assets;
  private final HttpHandler next;

  Gate(Access access, Map<String, Asset> assets, HttpHandler next) {
    this.access = access;
    this.assets = assets;
    this.next = next;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Reply.guard(exchange.getResponseHeaders());
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      exchange.getResponseHeaders().set("Connection", "close");
      Reply.say(exchange, HttpURLConnection.HTTP_BAD_METHOD, "This page can only be read.");
    } else if (exchange.getRequestURI().getPath().equals("/healthz")) {
      // A monitor of the page may share its address with a client that floods it.
      next.handle(exchange);
    } else if (!requests.allows(address(exchange))) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      Reply.say(exchange, TOO_MANY, "Too many requests; try again in a second.");
    } else {
      admit(exchange);
    }
  }

  private void admit(HttpExchange exchange) throws IOException {
    String offered = token(exchange.getRequestURI());
    if (access.needsToken() && offered != null) {
      logIn(exchange, offered);
    } else if (access.permits(exchange.getRequestHeaders())) {
      next.handle(exchange);
    } else if (access.needsToken()) {
      refuse(exchange);
    } else {
      Reply.say(
          exchange,
          MISDIRECTED,
          "This page answers to the names localhost and 127.0.0.1 only; --bind makes it reachable"
              + " from elsewhere, with a token.");
    }
  }

  private void logIn(HttpExchange exchange, String offered) throws IOException {
    if (access.isToken(offered)) {
      exchange.getResponseHeaders().set("Set-Cookie", Access.cookieFor(offered));
      exchange.getResponseHeaders().set("Location", "./");
      Reply.say(exchange, HttpURLConnection.HTTP_SEE_OTHER, "Welcome.");
    } else if (attempts.allows(address(exchange))) {
      refuse(exchange);
    } else {
      Reply.say(exchange, TOO_MANY, "Too many wrong tokens; wait a little.");
    }
  }

  /**
   * Refuses a request; a browser gets a page with a field for the token and the styles that it
   * needs.
   */
  private void refuse(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath();
    Asset style =
        name.equals("/app.css") || name.equals("/icon.svg") ? assets.get(name.substring(1)) : null;
    if (style != null) {
      Reply.send(exchange, HttpURLConnection.HTTP_OK, style.contentType(), style.bytes());
      return;
    }
    Asset login = assets.get(Asset.LOGIN);
    boolean page = name.equals("/") && login != null;
    if (page) {
      Reply.send(exchange, HttpURLConnection.HTTP_UNAUTHORIZED, login.contentType(), login.bytes());
    } else {
      Reply.say(exchange, HttpURLConnection.HTTP_UNAUTHORIZED, "The page's token is needed.");
    }
  }

  private static @Nullable String token(URI uri) {
    return uri.getPath().equals("/") ? query(uri, "token") : null;
  }

  /** Returns a parameter of an address, or null. */
  static @Nullable String query(URI uri, String name) {
    String raw = uri.getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&", 20)) {
      if (part.startsWith(name + "=")) {
        return decoded(part.substring(name.length() + 1));
      }
    }
    return null;
  }

  /** Decodes a percent-encoded text; a damaged one gives an empty text. */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  private static String address(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }
}
