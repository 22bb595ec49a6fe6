package io.manako.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame's trace context, the header {@code ce_traceparent}: {@code
 * version-traceid-parentid-flags} after <a href="https://www.w3.org/TR/trace-context/">W3C Trace
 * Context</a>, section 3.2. A malformed context is read as if absent, as the recommendation
 * requires: tracing must not break the traced system.
 */
final class TraceContext {
  static final String HEADER = "ce_traceparent";

  /** Greatest length: future versions may append fields to the 55 characters of version 00. */
  private static final int MAX_BYTES = 256;

  private static final Pattern WELL_FORMED =
      Pattern.compile(
          "(?!ff)(?!00-.{52}.)[0-9a-f]{2}"
              + "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?");

  private TraceContext() {}

  /** Returns the last such header, or null if there is none or it is malformed. */
  static @Nullable String of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    byte[] value = header == null ? null : header.value();
    if (value == null || value.length > MAX_BYTES) {
      return null;
    }
    String text = new String(value, US_ASCII);
    return WELL_FORMED.matcher(text).matches() ? text : null;
  }
}
