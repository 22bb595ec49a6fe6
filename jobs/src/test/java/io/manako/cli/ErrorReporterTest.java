package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class ErrorReporterTest {

  @Test
  void aFullDiskSaysSo() {
    var full = new FileSystemException("/data/x", null, "No space left on device");

    assertThat(ErrorReporter.sentence(new UncheckedIOException(full)))
        .startsWith("the disk is full")
        .contains("free some space");
  }

  @Test
  void deniedAccessNamesTheFile() {
    assertThat(ErrorReporter.sentence(new AccessDeniedException("/data/model.onnx")))
        .contains("/data/model.onnx")
        .contains("denied");
  }

  @Test
  void aFolderForTemporaryFilesThatCannotBeWrittenIsNamed() {
    String usual = System.setProperty("java.io.tmpdir", "/proc/none");
    try {
      assertThat(ErrorReporter.sentence(new NoSuchFileException("/proc/none/manako-kafka-1")))
          .contains("/proc/none, cannot be written")
          .contains("MANAKO_JAVA_OPTIONS=-Djava.io.tmpdir=DIR");
    } finally {
      System.setProperty("java.io.tmpdir", usual);
    }
  }

  @Test
  void aNativeLibraryThatCannotBeUnpackedAsksForAFolder() {
    assertThat(ErrorReporter.sentence(new UnsatisfiedLinkError("allocateArray(long)")))
        .contains("allocateArray(long)", "-Djava.io.tmpdir=DIR")
        .doesNotContain("unexpected");
  }

  @Test
  void whatATerminalWouldObeyIsShown() {
    CommandRun run = CommandRun.of("detect", "a.jpg", "--\u001b[31mred");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--\\u001b[31mred").doesNotContain("\u001b");
  }

  @Test
  void wrappersAreSeenThrough() {
    var sent =
        new KafkaException(
            "send", new RecordTooLargeException("The message is 20 bytes too large."));

    assertThat(ErrorReporter.sentence(new ExecutionException(sent)))
        .startsWith("The message is 20 bytes too large.");
  }

  @Test
  void ourOwnSentencesPassUnchanged() {
    assertThat(ErrorReporter.sentence(new IllegalStateException(new CommandException("do this"))))
        .isEqualTo("do this");
    assertThat(ErrorReporter.sentence(new IOException("that port is taken")))
        .isEqualTo("that port is taken");
  }

  @Test
  void aMessageThatEndsInTheMiddleGoesOnWithItsCause() {
    var listing =
        new IllegalStateException(
            "Failed to list subscribed topic partitions due to ", new InterruptedException());

    assertThat(ErrorReporter.sentence(listing))
        .isEqualTo(
            "unexpected IllegalStateException: Failed to list subscribed topic partitions due to"
                + " InterruptedException. Run it again with --verbose to see where.");
  }

  @Test
  void whatFlinkSentFromATaskKeepsItsType() {
    var sent = new SerializedThrowable(new ArithmeticException("long overflow"));

    assertThat(ErrorReporter.sentence(new ExecutionException(sent)))
        .startsWith("unexpected ArithmeticException: long overflow. ");
  }

  @Test
  void theUnexpectedPointsToVerbose() {
    assertThat(ErrorReporter.sentence(new IllegalStateException("boom")))
        .isEqualTo(
            "unexpected IllegalStateException: boom. Run it again with --verbose to see where.");
  }
}
