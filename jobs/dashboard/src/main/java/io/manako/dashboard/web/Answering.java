package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request and its answer over a {@link Connection}, as an exchange of the JDK. Instances serve one
 * thread.
 */
final class Answering extends HttpExchange {
  private static final int UNKNOWN_LENGTH = 0;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Connection connection;
  private final RequestHead request;
  private final Headers answer = new Headers();
  private final Map<String, Object> attributes = new HashMap<>();
  private boolean last;
  private boolean streams;
  private int status = -1;

  /**
   * Creates an exchange.
   *
   * @param connection connection of the client
   * @param request head of the request
   * @param last whether the connection ends with this answer
   */
  Answering(Connection connection, RequestHead request, boolean last) {
    this.connection = connection;
    this.request = request;
    this.last = last;
  }

  /** Whether the connection ends with this answer. */
  boolean isLast() {
    return last;
  }

  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
    status = code;
    streams = length == UNKNOWN_LENGTH;
    last |= streams || "close".equalsIgnoreCase(answer.getFirst("Connection"));
    if (length > 0) {
      answer.set("Content-Length", String.valueOf(length));
    } else if (!streams && code != NO_CONTENT && code != NOT_MODIFIED) {
      answer.putIfAbsent("Content-Length", List.of("0"));
    }
    answer.set("Connection", last ? "close" : "keep-alive");
    answer.set(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    StringBuilder head = new StringBuilder(512);
    head.append("HTTP/1.1 ").append(code).append(' ').append(reason(code)).append("\r\n");
    answer.forEach(
        (name, values) ->
            values.forEach(v -> head.append(name).append(": ").append(v).append("\r\n")));
    if (streams) {
      connection.streams();
    }
    connection.out().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  private static String reason(int code) {
    return code < 300 ? "OK" : code < 400 ? "Elsewhere" : "Refused";
  }

  @Override
  public void close() {
    if (streams) {
      connection.close();
    }
  }

  @Override
  public OutputStream getResponseBody() {
    return connection.out();
  }

  @Override
  public Headers getRequestHeaders() {
    return request.headers();
  }

  @Override
  public Headers getResponseHeaders() {
    return answer;
  }

  @Override
  public URI getRequestURI() {
    return request.uri();
  }

  @Override
  public String getRequestMethod() {
    return request.method();
  }

  @Override
  public InputStream getRequestBody() {
    return InputStream.nullInputStream();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return connection.remote();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return connection.local();
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public String getProtocol() {
    return request.protocol();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException("this page has one context");
  }

  @Override
  public void setStreams(InputStream in, OutputStream out) {
    throw new UnsupportedOperationException("this page filters no streams");
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}
