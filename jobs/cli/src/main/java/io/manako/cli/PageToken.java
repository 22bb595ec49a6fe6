package io.manako.cli;

import io.manako.dashboard.web.Access;
import io.manako.model.TextFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Token that viewers of the live page need.
 *
 * @param text the token, or null if only this machine can reach the page
 * @param isNew true if the token was just made
 */
record PageToken(@Nullable String text, boolean isNew) {
  /** Name of the environment variable that may hold the token. */
  static final String VARIABLE = "MANAKO_DASHBOARD_TOKEN";

  /**
   * Reads the token from the file or the environment, or makes a new one if others can reach the
   * address.
   */
  static PageToken find(@Nullable Path file, InetSocketAddress address) throws IOException {
    String given = file == null ? System.getenv(VARIABLE) : TextFile.read(file).strip();
    if (given != null) {
      return new PageToken(given, false);
    }
    boolean local = !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    return local ? new PageToken(null, false) : new PageToken(Access.newToken(), true);
  }

  Access access() {
    return text == null ? Access.loopback() : Access.token(text);
  }

  /**
   * Returns what is added to the page's address. A token that the user knows already is not
   * printed.
   */
  String query() {
    return isNew ? "/?token=" + text : "";
  }

  String audience() {
    return text == null ? "this machine only" : "viewers with the token";
  }
}
