package io.manako.cli;

import io.manako.dashboard.web.Access;
import io.manako.model.TextFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the viewers of the live page are asked for.
 *
 * @param text the token, or null if only this machine can reach the page
 * @param isNew whether nobody knows it yet
 */
record PageToken(@Nullable String text, boolean isNew) {
  /** The environment's variable that may hold it. */
  static final String VARIABLE = "MANAKO_DASHBOARD_TOKEN";

  /** From the file, else from the environment, else a new one if others can reach the address. */
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

  /** What to add to the page's address; one that is known already is not printed. */
  String query() {
    return isNew ? "/?token=" + text : "";
  }

  String audience() {
    return text == null ? "this machine only" : "who knows the token";
  }
}
