package io.manako.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskEndTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void everyPartIsClosedWhateverTheOthersThrow() {
    TaskEnd.close(
        part("checked", new Exception("broken")),
        null,
        part("unchecked", new IllegalStateException("broken")),
        part("library", new UnsatisfiedLinkError("broken")),
        part("memory", new OutOfMemoryError("broken")),
        part("interrupted", new InterruptedException()),
        part("last", null));

    assertThat(closed)
        .containsExactly("checked", "unchecked", "library", "memory", "interrupted", "last");
  }

  @Test
  void aPartThatWasInterruptedBreaksNoOtherOff() {
    TaskEnd.close(
        () -> {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted");
        },
        () -> closed.add(Thread.currentThread().isInterrupted() ? "broken off" : "closed"));

    assertThat(closed).containsExactly("closed");
  }

  @Test
  void aBrokenJvmIsForFlink() {
    assertThatThrownBy(() -> TaskEnd.close(part("broken", new InternalError("broken"))))
        .isInstanceOf(InternalError.class);
  }

  private AutoCloseable part(String name, Throwable failure) {
    return () -> {
      closed.add(name);
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof Exception exception) {
        throw exception;
      }
    };
  }
}
