package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Access to the page. With a token, access requires it, as a cookie or as {@code Authorization:
 * Bearer}. Without one, which is for the loopback interface only, access requires a name of this
 * machine in {@code Host}, so that no foreign site can make a browser read the page under its own
 * name (DNS rebinding).
 */
public final class Access {
  private static final String COOKIE = "manako_token";
  private static final int RANDOM_BYTES = 24;
  private static final int LEAST_LENGTH = 16;
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9._~-]{" + LEAST_LENGTH + ",200}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final byte @Nullable [] token;

  private Access(byte @Nullable [] token) {
    this.token = token;
  }

  /** Returns the access for the loopback interface. */
  public static Access loopback() {
    return new Access(null);
  }

  /**
   * Returns the access for everyone who knows the token.
   *
   * @throws IllegalArgumentException with a sentence, if the token is too short or cannot be part
   *     of an address
   */
  public static Access token(String token) {
    if (!ALLOWED.matcher(token).matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the token must have %d to 200 letters, digits or . _ ~ -; this makes one: openssl rand -hex 24",
              LEAST_LENGTH));
    }
    return new Access(token.getBytes(UTF_8));
  }

  /** Returns a token that cannot be guessed. */
  public static String newToken() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Whether access requires a token. */
  boolean needsToken() {
    return token != null;
  }

  /** Whether a request with these headers may be answered. */
  boolean permits(Headers headers) {
    if (token == null) {
      return isLoopback(headers.getFirst("Host"));
    }
    String authorization = headers.getFirst("Authorization");
    if (authorization != null && authorization.startsWith("Bearer ")) {
      return isToken(authorization.substring("Bearer ".length()));
    }
    return isToken(cookie(headers));
  }

  /** Compares a text with the token, in a time that does not depend on how much of it is right. */
  boolean isToken(@Nullable String given) {
    return given != null && token != null && MessageDigest.isEqual(token, given.getBytes(UTF_8));
  }

  /**
   * Returns the cookie that keeps a right token in the browser, out of reach of scripts. The cookie
   * names no path: behind a proxy, only the browser knows the path of the page, and uses that.
   */
  static String cookieFor(String token) {
    return COOKIE + "=" + token + "; HttpOnly; SameSite=Lax";
  }

  private static @Nullable String cookie(Headers headers) {
    String cookies = headers.getFirst("Cookie");
    for (String part : cookies == null ? new String[0] : cookies.split(";", 50)) {
      String cookie = part.strip();
      if (cookie.startsWith(COOKIE + "=")) {
        return cookie.substring(COOKIE.length() + 1);
      }
    }
    return null;
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && LOOPBACK.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }
}
