package io.manako.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorQueueTest {
  @TempDir private Path threads;

  private void thread(int id, String schedstat) throws IOException {
    Files.createDirectories(threads.resolve(Integer.toString(id)));
    Files.writeString(threads.resolve(id + "/schedstat"), schedstat + "\n");
  }

  @Test
  void theThreadThatWaitedLongestSinceTheLastLookCounts() throws IOException {
    ProcessorQueue queue = new ProcessorQueue(threads);
    thread(1, "100 5000 3");
    thread(2, "100 7000 3");
    assertThat(queue.nanos()).as("nothing to compare with").isZero();

    thread(1, "200 5900 4");
    thread(2, "900 7100 9");
    thread(3, "1 300 1");

    assertThat(queue.nanos()).isEqualTo(900);
    assertThat(queue.nanos()).isZero();
  }

  @Test
  void aNewThreadHasWaitedSinceTheLastLook() throws IOException {
    ProcessorQueue queue = new ProcessorQueue(threads);
    thread(1, "100 5000 3");
    queue.nanos();
    thread(2, "1 300 1");

    assertThat(queue.nanos()).isEqualTo(300);
  }

  @Test
  void nobodyIsKnownToWaitWhereNobodyCounts() throws IOException {
    ProcessorQueue nowhere = new ProcessorQueue(threads.resolve("missing"));
    assertThat(nowhere.nanos()).isZero();
    assertThat(nowhere.nanos()).isZero();

    ProcessorQueue silent = new ProcessorQueue(threads);
    thread(1, "");
    thread(2, "0 x 0");
    Files.createDirectories(threads.resolve("3"));
    assertThat(silent.nanos()).isZero();
    assertThat(silent.nanos()).isZero();
  }

  @Test
  void moreBusyThreadsThanProcessorsAreSeenToWait() throws Exception {
    assumeThat(Path.of("/proc/thread-self/schedstat")).exists();
    ProcessorQueue queue = new ProcessorQueue("self");
    queue.nanos();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  Thread.onSpinWait();
                }
              });
      thread.start();
      busy.add(thread);
    }
    try {
      Awaitility.await().until(() -> queue.nanos() > 1_000_000);
    } finally {
      over.set(true);
      for (Thread thread : busy) {
        thread.join();
      }
    }
  }
}
