package io.manako.operator.poison;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameRecord;
import io.manako.operator.TestFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonGuardTest {
  private static final FrameRecord FRAME = TestFrames.jpeg(new byte[] {1, 2, 3});

  @TempDir private Path folder;

  @Test
  void aFolderThatCannotBeUsedIsNoReasonToDecodeNothing() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(decodes(file.resolve("below").toString())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "", "auto"})
  void framesAreDecodedWhateverTheMemory(String where) throws Exception {
    assertThat(decodes(where)).isTrue();
  }

  private static boolean decodes(String where) throws Exception {
    List<FrameRecord> decoded = new ArrayList<>();
    try (PoisonGuard guard = PoisonGuard.open(where, "a job")) {
      assertThat(guard.refuse(FRAME)).isNull();
      guard.decode(FRAME, () -> decoded.add(FRAME));
    }
    return decoded.size() == 1;
  }

  @Test
  void eachJobHasAFolderOfItsOwnAndLeavesNoFile() throws Exception {
    try (PoisonGuard one = PoisonGuard.open(folder.toString(), "a/job");
        PoisonGuard other = PoisonGuard.open(folder.toString(), "a\\job")) {
      assertThat(one).isNotSameAs(other);
      assertThat(files()).hasSize(2).extracting(Path::getParent).doesNotHaveDuplicates();
    }
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
