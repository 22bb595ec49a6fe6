package io.manako.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {

  @Test
  void aFullDiskSaysSo() {
    var full = new FileSystemException("/data/x", null, "No space left on device");

    assertThat(ErrorText.of(new UncheckedIOException(full)))
        .startsWith("the disk is full")
        .contains("free some space");
  }

  @Test
  void deniedAccessNamesTheFile() {
    assertThat(ErrorText.of(new AccessDeniedException("/data/model.onnx")))
        .contains("/data/model.onnx")
        .contains("denied");
  }

  @Test
  void aFolderForTemporaryFilesThatCannotBeWrittenIsNamed() {
    String usual = System.setProperty("java.io.tmpdir", "/proc/none");
    try {
      assertThat(ErrorText.of(new NoSuchFileException("/proc/none/manako-kafka-1")))
          .contains("/proc/none, cannot be written")
          .contains("MANAKO_JAVA_OPTIONS=-Djava.io.tmpdir=DIR");
    } finally {
      System.setProperty("java.io.tmpdir", usual);
    }
  }

  @Test
  void aNativeLibraryThatCannotBeUnpackedAsksForAFolder() {
    assertThat(ErrorText.of(new UnsatisfiedLinkError("allocateArray(long)")))
        .contains("allocateArray(long)", "-Djava.io.tmpdir=DIR")
        .doesNotContain("unexpected");
  }

  @Test
  void aMissingRightNamesThePageThatListsTheRights() {
    var refused =
        new KafkaException("error state", new ClusterAuthorizationException("Not authorized."));

    assertThat(ErrorText.of(refused)).contains("Not authorized.", "docs/SECURITY.md");
    assertThat(ErrorText.of(new TopicAuthorizationException("Not authorized.")))
        .contains("docs/SECURITY.md");
  }

  @Test
  void wrappersAreSeenThrough() {
    var sent =
        new KafkaException(
            "send", new RecordTooLargeException("The message is 20 bytes too large."));

    assertThat(ErrorText.of(new ExecutionException(sent)))
        .startsWith("The message is 20 bytes too large.");
  }

  @Test
  void ourOwnSentencesPassUnchanged() {
    assertThat(ErrorText.of(new IllegalStateException(new CommandException("do this"))))
        .isEqualTo("do this");
    assertThat(ErrorText.of(new IOException("that port is taken"))).isEqualTo("that port is taken");
  }

  @Test
  void aMessageThatEndsInTheMiddleGoesOnWithItsCause() {
    var listing =
        new IllegalStateException(
            "Failed to list subscribed topic partitions due to ", new InterruptedException());

    assertThat(ErrorText.of(listing))
        .isEqualTo(
            "unexpected IllegalStateException: Failed to list subscribed topic partitions due to"
                + " InterruptedException. Run it again with --verbose to see where.");
  }

  @Test
  void whatFlinkSentFromATaskKeepsItsType() {
    var sent = new SerializedThrowable(new ArithmeticException("long overflow"));

    assertThat(ErrorText.of(new ExecutionException(sent)))
        .startsWith("unexpected ArithmeticException: long overflow. ");
  }

  @Test
  void theUnexpectedPointsToVerbose() {
    assertThat(ErrorText.of(new IllegalStateException("boom")))
        .isEqualTo(
            "unexpected IllegalStateException: boom. Run it again with --verbose to see where.");
  }
}
