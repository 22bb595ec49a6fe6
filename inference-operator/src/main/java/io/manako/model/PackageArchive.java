package io.manako.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks npm archives (tar, gzip) and trusts nothing in them. */
final class PackageArchive {
  private static final int MAX_ENTRIES = 20_000;

  private final long maxBytes;

  /**
   * @param maxBytes that all files together may have
   */
  PackageArchive(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Unpacks the regular files. Links and devices are left out.
   *
   * @throws ModelException if a path leads outside of the folder or the archive is too large
   * @throws IOException if the archive is damaged or the disk is full
   */
  void unpack(Path archive, Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      long bytes = 0;
      int entries = 0;
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        bytes += e.getSize();
        entries++;
        if (bytes > maxBytes || entries > MAX_ENTRIES) {
          throw new ModelException(
              "the archive %s unpacks to more than %d bytes or %d files: it is not used"
                  .formatted(archive.getFileName(), maxBytes, MAX_ENTRIES));
        }
        if (e.isFile() && !e.isLink() && !e.isSymbolicLink()) {
          Path target = target(folder, e.getName());
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
        }
      }
    }
  }

  private static Path target(Path folder, String name) {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new ModelException(
          "the archive holds the path %s, which leads outside of its folder: it is not used"
              .formatted(name));
    }
    return target;
  }
}
