package io.manako.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 checksum of a file. */
final class Sha256 {
  private Sha256() {}

  /** Returns the checksum in lower-case hex. */
  static String of(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Compares a file with its checksum.
   *
   * @throws ModelException with both checksums, if they differ
   */
  static void check(Path file, String expected, String remedy) throws IOException {
    String actual = of(file);
    if (!actual.equals(expected)) {
      throw new ModelException(
          "%s is damaged: its sha256 is %s, expected is %s; %s"
              .formatted(file, actual, expected, remedy));
    }
  }
}
