package io.manako.dashboard.web;

import com.sun.net.httpserver.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Head of a request; requests of this page have no body.
 *
 * @param method verb as it was sent
 * @param uri address with a path
 * @param protocol HTTP/1.0 or HTTP/1.1
 * @param headers headers by name
 */
record RequestHead(String method, URI uri, String protocol, Headers headers) {
  private static final int MOST_BYTES = 16 << 10;
  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}) (\\S+) (HTTP/1\\.[01])");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");

  /** Malformed request. The message is a sentence for the client. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String sentence) {
      super(sentence);
    }
  }

  /**
   * Reads up to the empty line.
   *
   * @throws Malformed if the request breaks the protocol or is longer than {@value #MOST_BYTES}
   *     bytes
   * @throws EOFException if the client leaves before its end
   */
  static RequestHead read(InputStream in) throws IOException {
    List<String> lines = lines(in);
    Matcher first = LINE.matcher(lines.get(0));
    if (!first.matches()) {
      throw new Malformed("This is no request of HTTP/1.1.");
    }
    Headers headers = new Headers();
    for (String line : lines.subList(1, lines.size())) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches() || header.group(2).chars().anyMatch(RequestHead::isControl)) {
        throw new Malformed("A header of the request is none.");
      }
      headers.add(header.group(1), header.group(2));
    }
    return new RequestHead(first.group(1), uri(first.group(2)), first.group(3), headers);
  }

  private static boolean isControl(int character) {
    return (character < ' ' && character != '\t') || character == 0x7f;
  }

  private static List<String> lines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(80);
    for (int bytes = 0; bytes < MOST_BYTES; bytes++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the client has left");
      }
      if (next != '\n') {
        line.append((char) next);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
      }
      if (next == '\n' && line.isEmpty() && !lines.isEmpty()) {
        return lines;
      }
      if (next == '\n' && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    throw new Malformed("The request has more than " + MOST_BYTES + " bytes of headers.");
  }

  private static URI uri(String target) throws Malformed {
    try {
      URI uri = new URI(target);
      if (uri.getPath() != null && uri.getRawPath().startsWith("/")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // An address of this kind is refused like one without a path.
    }
    throw new Malformed("The address of the request is none.");
  }

  /** Whether a body may follow, which the page never reads. */
  boolean hasBody() {
    @Nullable String length = headers.getFirst("Content-Length");
    return headers.containsKey("Transfer-Encoding") || (length != null && !length.equals("0"));
  }

  /** Whether the client may send another request over the same connection. */
  boolean keepsAlive() {
    @Nullable String connection = headers.getFirst("Connection");
    return protocol.equals("HTTP/1.1")
        ? !"close".equalsIgnoreCase(connection)
        : "keep-alive".equalsIgnoreCase(connection);
  }
}
