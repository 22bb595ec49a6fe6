package io.manako.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that want to write where they should not, or more than they say. */
class PackageArchiveTest {
  private static final long LIMIT = 100_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "package/../../evil",
        "package/./../../evil",
        "/tmp/manako-evil",
        "//tmp/manako-evil",
        "..",
        "."
      })
  void noPathLeadsOutOfTheFolder(String name) throws IOException {
    Path archive = archive(List.of(file(name, "evil")));

    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("leads outside of its folder");
    assertThat(folder.resolve("evil")).doesNotExist();
    assertThat(Path.of("/tmp/manako-evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
  void linksAreLeftOutAndNothingIsWrittenThroughThem(byte kind) throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    byte[] link = header("package/way", kind, 0);
    put(link, 157, outside.toString());
    Path archive = archive(List.of(new Entry(checked(link), ""), file("package/way/file", "x")));

    unpack(archive);

    assertThat(outside).isEmptyDirectory();
    assertThat(unpacked("package/way")).isDirectory();
    assertThat(Files.isSymbolicLink(unpacked("package/way"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_FIFO, TarConstants.LF_CHR, TarConstants.LF_BLK})
  void devicesAndPipesAreLeftOut(byte kind) throws IOException {
    Path archive =
        archive(List.of(new Entry(header("package/odd", kind, 0), ""), file("package/a", "x")));

    unpack(archive);

    assertThat(unpacked("package/odd")).doesNotExist();
    assertThat(unpacked("package/a")).hasContent("x");
  }

  @Test
  void theSameNameTwiceIsRefused() throws IOException {
    Path archive = archive(List.of(file("package/a", "1"), file("package/./a", "2")));

    assertThatThrownBy(() -> unpack(archive)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(unpacked("package/a")).hasContent("1");
  }

  @Test
  void manySmallFilesAreABombToo() throws IOException {
    Path archive =
        archive(List.of(file("package/a", "x".repeat(60_000)), file("b", "x".repeat(60_000))));

    assertThatThrownBy(() -> unpack(archive)).hasMessageContaining("more than 100000 bytes");
  }

  /** 60 bytes in the archive that are 7 GB on the disk. */
  @Test
  void aSparseFileCountsWithWhatItBecomes() throws IOException {
    Path archive = folder.resolve("sparse.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(sparseHeader(7L << 30));
      out.write(new byte[1024]);
    }

    assertThatThrownBy(() -> unpack(archive)).hasMessageContaining("more than 100000 bytes");
  }

  /** Names are held in memory, so an endless one must end before that does. */
  @Test
  void aNameThatNeverEndsIsRefused() throws IOException {
    Path archive = folder.resolve("name.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      long size = 3L << 30;
      out.write(header("././@LongLink", (byte) 'L', size));
      byte[] zeros = new byte[1 << 20];
      for (long left = 64 << 20; left > 0; left -= zeros.length) {
        out.write(zeros);
      }
    }

    assertThatThrownBy(() -> unpack(archive)).isInstanceOf(ModelException.class);
  }

  private record Entry(byte[] header, String content) {}

  private static Entry file(String name, String content) {
    return new Entry(header(name, TarConstants.LF_NORMAL, content.length()), content);
  }

  private Path archive(List<Entry> entries) throws IOException {
    Path archive = folder.resolve("archive.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      for (Entry entry : entries) {
        byte[] content = entry.content().getBytes(UTF_8);
        out.write(entry.header());
        out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
      }
      out.write(new byte[1024]);
    }
    return archive;
  }

  private static byte[] sparseHeader(long realSize) {
    byte[] header = header("package/sparse", (byte) 'S', 0);
    // One hole: a block without bytes at the very end.
    put(header, 386, String.format(Locale.ROOT, "%011o", realSize));
    put(header, 398, String.format(Locale.ROOT, "%011o", 0));
    put(header, 483, sizeText(realSize));
    return checked(header);
  }

  private static byte[] header(String name, byte kind, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    put(header, 136, "00000000000");
    header[156] = kind;
    put(header, 257, "ustar  ");
    return checked(header);
  }

  private static String sizeText(long size) {
    return String.format(Locale.ROOT, "%011o", size).substring(0, 11);
  }

  private static byte[] checked(byte[] header) {
    put(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void unpack(Path archive) throws IOException {
    new PackageArchive(LIMIT).unpack(archive, folder.resolve("unpacked"));
  }

  private Path unpacked(String name) {
    return folder.resolve("unpacked").resolve(name);
  }
}
