package io.manako.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir private Path folder;

  @Test
  void aFolderGoesWithAllThatIsInItButNotWithWhatItsLinksPointTo() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Path outside = Files.writeString(kept.resolve("a"), "a");
    Path deleted = Files.createDirectories(folder.resolve("deleted"));
    Files.writeString(Files.createDirectories(deleted.resolve("b/c")).resolve("d"), "d");
    Files.createSymbolicLink(deleted.resolve("link"), kept);

    Folders.delete(deleted);

    assertThat(deleted).doesNotExist();
    assertThat(outside).exists();
  }

  @Test
  void aFolderThatIsGoneIsNoError() {
    Path missing = folder.resolve("missing");

    assertThatCode(() -> Folders.delete(missing)).doesNotThrowAnyException();
    assertThatCode(() -> Folders.deleteQuietly(missing)).doesNotThrowAnyException();
  }
}
