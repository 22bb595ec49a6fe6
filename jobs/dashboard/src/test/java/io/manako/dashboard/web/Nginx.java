package io.manako.dashboard.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.manako.local.files.Folders;
import io.manako.local.process.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx before the page, with everything as it comes. */
final class Nginx implements AutoCloseable {
  private final Process process;
  private final Path folder;
  private final int port;

  private Nginx(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts the machine's nginx, which hands everything below {@code /cams/} to a page and knows
   * nothing else. Where there is none the test is skipped, except where {@code CI} is set: there it
   * fails.
   *
   * @param page its address, without a path
   */
  static Nginx before(String page) throws IOException {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      String sentence =
          "there is no nginx to look at the page through; on Debian: apt-get install nginx-light";
      if (System.getenv("CI") != null) {
        throw new IOException(sentence);
      }
      assumeTrue(false, "skipped: " + sentence);
    }
    Path folder = Files.createTempDirectory("manako-nginx-");
    int port = FreePort.any();
    Path settings = Files.writeString(folder.resolve("nginx.conf"), settings(folder, port, page));
    Process process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "-p",
                folder.toString(),
                "-e",
                folder.resolve("error.log").toString(),
                "-c",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    return new Nginx(process, folder, port);
  }

  private static Optional<Path> find() {
    String folders = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    return Stream.of(folders.split(File.pathSeparator, -1))
        .map(name -> Path.of(name, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String settings(Path folder, int port, String page) {
    StringBuilder temporary = new StringBuilder();
    for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      temporary.append("  %s_temp_path %s/%s;%n".formatted(kind, folder, kind));
    }
    return String.format(
        Locale.ROOT,
        """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        events { worker_connections 128; }
        http {
          access_log off;
        %2$s
          server {
            listen 127.0.0.1:%3$d;
            location /cams/ { proxy_pass %4$s/; }
            location / { return 404; }
          }
        }
        """,
        folder,
        temporary,
        port,
        page);
  }

  /** Where the page is found through it. */
  String url() {
    return "http://localhost:" + port + "/cams/";
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
