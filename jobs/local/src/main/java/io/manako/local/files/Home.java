package io.manako.local.files;

import java.nio.file.Path;

/** Folder of Manako's fetched files and log. */
public final class Home {
  private Home() {}

  /** Returns {@code $MANAKO_HOME}, by default {@code ~/.cache/manako}. */
  public static Path folder() {
    String wanted = System.getenv("MANAKO_HOME");
    return wanted == null || wanted.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "manako")
        : Path.of(wanted);
  }
}
