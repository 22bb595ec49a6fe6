package io.manako.operator.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.image.MalformedFrameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashMemoryTest {
  private static final RecordKey POISON = new RecordKey(1, 0, 42, 1_000, 900);
  private static final RecordKey NEIGHBOUR = new RecordKey(1, 1, 17, 1_000, 800);

  @TempDir private Path folder;

  @Test
  void aRecordThatWasInDecodeAtTwoDeathsIsPoison() throws Exception {
    die("first", POISON);
    die("second", POISON);
    try (CrashMemory third = CrashMemory.open(folder, "third")) {
      assertThat(third.isPoison(POISON)).isTrue();
      assertThat(third.isPoison(NEIGHBOUR)).isFalse();
    }
  }

  @Test
  void everySubtaskOfTheThirdProcessKnowsIt() throws Exception {
    die("first", POISON);
    die("second", POISON);
    try (CrashMemory one = CrashMemory.open(folder, "third");
        CrashMemory other = CrashMemory.open(folder, "third")) {
      assertThat(one.isPoison(POISON)).isTrue();
      assertThat(other.isPoison(POISON)).isTrue();
    }
  }

  @Test
  void aRecordThatWasInDecodeAtOneDeathIsDecodedAgainAndCleared() throws Exception {
    die("first", NEIGHBOUR);
    try (CrashMemory second = CrashMemory.open(folder, "second")) {
      assertThat(second.isPoison(NEIGHBOUR)).isFalse();
      second.decode(NEIGHBOUR, () -> {});
    }
    die("third", NEIGHBOUR);
    try (CrashMemory fourth = CrashMemory.open(folder, "fourth")) {
      assertThat(fourth.isPoison(NEIGHBOUR)).isFalse();
    }
  }

  @Test
  void aRefusedRecordIsClearedToo() throws Exception {
    die("first", NEIGHBOUR);
    try (CrashMemory second = CrashMemory.open(folder, "second")) {
      assertThatThrownBy(() -> second.decode(NEIGHBOUR, CrashMemoryTest::refuse))
          .isInstanceOf(MalformedFrameException.class);
    }
    assertThat(files()).isEmpty();
  }

  private static void refuse() throws MalformedFrameException {
    throw new MalformedFrameException("these bytes are garbage");
  }

  @Test
  void twoSubtasksThatDieTogetherAreOneDeath() throws Exception {
    CrashMemory one = CrashMemory.open(folder, "first");
    CrashMemory other = CrashMemory.open(folder, "first");
    die(one, POISON);
    die(other, POISON);
    try (CrashMemory second = CrashMemory.open(folder, "second")) {
      assertThat(second.isPoison(POISON)).isFalse();
    }
  }

  @Test
  void aTaskThatFailsInALivingProcessLeavesNothing() throws Exception {
    CrashMemory task = CrashMemory.open(folder, "first");
    assertThatThrownBy(() -> task.decode(POISON, CrashMemoryTest::bug))
        .isInstanceOf(IllegalStateException.class);
    task.close();
    assertThat(files()).isEmpty();
  }

  private static void bug() {
    throw new IllegalStateException("a bug");
  }

  @Test
  void whatALivingProcessDecodesIsNoEvidence() throws Exception {
    try (CrashMemory first = CrashMemory.open(folder, "first")) {
      List<Boolean> poison = new ArrayList<>();
      first.decode(
          POISON,
          () -> {
            die("dead", POISON);
            try (CrashMemory second = CrashMemory.open(folder, "first")) {
              poison.add(second.isPoison(POISON));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(poison).containsExactly(false);
    }
  }

  @Test
  void aDeathWhileTheDecoderWaitsIsNotItsFault() throws Exception {
    CrashMemory first = CrashMemory.open(folder, "first");
    dieIn(first, POISON, first::pause);
    assertThat(read()).isFalse();
    die("second", POISON);
    CrashMemory third = CrashMemory.open(folder, "third");
    dieIn(
        third,
        POISON,
        () -> {
          third.pause();
          third.resume();
        });
    assertThat(read()).isTrue();
  }

  private boolean read() throws IOException {
    try (CrashMemory reader = CrashMemory.open(folder, "reader")) {
      return reader.isPoison(POISON);
    }
  }

  @Test
  void anotherRecordAtThePlaceOfAPoisonedOneIsNotSuspected() throws Exception {
    die("first", POISON);
    die("second", POISON);
    try (CrashMemory third = CrashMemory.open(folder, "third")) {
      assertThat(third.isPoison(new RecordKey(1, 0, 42, 2_000, 900))).isFalse();
    }
  }

  @Test
  void evidenceIsForgottenAfterAWeek() throws Exception {
    die("first", POISON);
    die("second", POISON);
    for (Path file : files()) {
      Files.setLastModifiedTime(
          file, FileTime.from(Instant.now().minus(Evidence.KEPT).minusSeconds(60)));
    }
    assertThat(read()).isFalse();
    assertThat(files()).isEmpty();
  }

  @Test
  void onlySoManyFilesAreKept() throws Exception {
    for (int i = 0; i < Evidence.MOST + 5; i++) {
      Path file = folder.resolve("process-" + i + "_x" + FlightRecorder.SUFFIX);
      FlightRecorder recorder = FlightRecorder.create(file);
      recorder.begin(new RecordKey(1, 0, i, 0, 1));
      recorder.abandon();
    }
    assertThat(read()).isFalse();
    assertThat(files()).hasSize(Evidence.MOST);
  }

  @Test
  void filesOfOthersAreNoEvidence() throws Exception {
    Files.write(folder.resolve("x_y" + FlightRecorder.SUFFIX), new byte[] {1, 2, 3});
    Files.write(folder.resolve("z_y" + FlightRecorder.SUFFIX), new byte[4096]);
    assertThat(read()).isFalse();
    assertThat(files()).isEmpty();
  }

  private void die(String process, RecordKey key) {
    try {
      die(CrashMemory.open(folder, process), key);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void die(CrashMemory memory, RecordKey key) {
    dieIn(memory, key, () -> {});
  }

  /** What is in the file when its process dies is what stays. */
  private static void dieIn(CrashMemory memory, RecordKey key, Runnable before) {
    assertThatThrownBy(
            () ->
                memory.decode(
                    key,
                    () -> {
                      before.run();
                      throw new Death();
                    }))
        .isInstanceOf(Death.class);
    try {
      memory.abandon();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
