package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * File of the page.
 *
 * @param contentType media type
 * @param etag tag that changes with the bytes
 * @param bytes content of the file
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are sent, never compared
record Asset(String contentType, String etag, byte[] bytes) {
  /** Page for browsers without a token. */
  static final String LOGIN = "login.html";

  /** Main page. */
  static final String INDEX = "index.html";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** Reads all files that {@code assets.txt} names; no other path leads anywhere. */
  static Map<String, Asset> all() throws IOException {
    Map<String, Asset> assets = new HashMap<>();
    for (String name : new String(read("assets.txt"), UTF_8).lines().toList()) {
      assets.put(name, of(name));
    }
    return Map.copyOf(assets);
  }

  private static Asset of(String name) throws IOException {
    byte[] bytes = read(name);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IOException("there is no media type for " + name);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Asset(type, '"' + Base64.getUrlEncoder().encodeToString(digest) + '"', bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = Asset.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IOException("the page's file " + name + " is missing in the jar; build it again");
      }
      return in.readAllBytes();
    }
  }
}
