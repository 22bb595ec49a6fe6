package io.manako.model;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks npm archives (tar, gzip) and trusts nothing in them. */
final class PackageArchive {
  private static final int MAX_ENTRIES = 20_000;

  /** Bytes of an entry's header, padding and long name. */
  private static final int BYTES_PER_ENTRY = 1024;

  private static final int BUFFER_BYTES = 1 << 16;

  private final long maxBytes;

  /**
   * Creates an unpacker.
   *
   * @param maxBytes greatest size of all files together in bytes
   */
  PackageArchive(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Unpacks the regular files. Links, pipes and devices are left out.
   *
   * @param archive the archive
   * @param folder folder that receives the files
   * @throws ModelException if a path leads outside the folder or the archive is too large
   * @throws IOException if the archive is damaged, contains a path twice or the disk is full
   */
  void unpack(Path archive, Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(bounded(archive, file))) {
      long left = maxBytes;
      int entries = 0;
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        if (e.getSize() > left || ++entries > MAX_ENTRIES) {
          throw tooLarge(archive);
        }
        left -= isRegular(e) ? write(tar, target(folder, e.getName()), left) : e.getSize();
        if (left < 0) {
          throw tooLarge(archive);
        }
      }
    }
  }

  /**
   * Bounds all bytes of the archive, including those of no file's content, such as a name of
   * gigabytes, which would be read to memory.
   */
  private InputStream bounded(Path archive, InputStream file) throws IOException {
    return new FilterInputStream(new GZIPInputStream(file)) {
      private long left = maxBytes + (long) MAX_ENTRIES * BYTES_PER_ENTRY;

      @Override
      public int read() throws IOException {
        int read = super.read();
        return count(read < 0 ? -1 : 1) < 0 ? -1 : read;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return count(super.read(bytes, offset, length));
      }

      private int count(int read) {
        left -= Math.max(0, read);
        if (left < 0) {
          throw tooLarge(archive);
        }
        return read;
      }
    };
  }

  private ModelException tooLarge(Path archive) {
    return new ModelException(
        String.format(
            Locale.ROOT,
            "the archive %s unpacks to more than %d bytes or %d files: it is not used",
            archive.getFileName(),
            maxBytes,
            MAX_ENTRIES));
  }

  private static boolean isRegular(TarArchiveEntry e) {
    return e.isFile()
        && !e.isLink()
        && !e.isSymbolicLink()
        && !e.isFIFO()
        && !e.isCharacterDevice()
        && !e.isBlockDevice();
  }

  /** Writes a file and counts the bytes written, because a sparse file is larger than its entry. */
  private static long write(InputStream in, Path target, long most) throws IOException {
    Files.createDirectories(target.getParent());
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      byte[] bytes = new byte[BUFFER_BYTES];
      long written = 0;
      for (int read = in.read(bytes); read >= 0 && written <= most; read = in.read(bytes)) {
        written += read;
        out.write(bytes, 0, read);
      }
      return written;
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
