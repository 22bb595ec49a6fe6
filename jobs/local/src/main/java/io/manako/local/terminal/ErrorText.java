package io.manako.local.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Turns every exception into a sentence for the user. */
public final class ErrorText {
  private ErrorText() {}

  /** Returns the sentence of the first cause that is known, or else says where to look. */
  public static String of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String known = known(t);
      if (known != null) {
        return known;
      }
    }
    return "unexpected " + CauseText.of(failure) + ". Run it again with --verbose to see where.";
  }

  private static @Nullable String known(Throwable t) {
    if (isFencing(t)) {
      return "another job has taken over this one's transactions: it runs with the same"
          + " delivery.transaction-prefix. Give each a job.name of its own.";
    }
    if (t instanceof TimeoutException) {
      return "Kafka did not answer in time (%s). Is the broker running, and is --bootstrap right?"
          .formatted(t.getMessage());
    }
    if (t instanceof UnknownTopicOrPartitionException) {
      return "the topic does not exist: " + t.getMessage();
    }
    if (t instanceof RecordTooLargeException) {
      return t.getMessage() + " Lower --quality or the picture size, or raise the topic's limit.";
    }
    if (t instanceof AuthorizationException) {
      return "Kafka does not allow this: %s docs/SECURITY.md lists the rights that are needed."
          .formatted(t.getMessage());
    }
    if (t instanceof KafkaException) {
      return t.getCause() == null ? "Kafka: " + t.getMessage() : null;
    }
    if (t instanceof UnsatisfiedLinkError) {
      return ("a native library cannot be unpacked or loaded (%s). Libraries are unpacked below the"
              + " home folder or the one for temporary files, and one of them must be writable;"
              + " name another: MANAKO_JAVA_OPTIONS=-Djava.io.tmpdir=DIR")
          .formatted(t.getMessage());
    }
    if (t instanceof IOException io) {
      return file(io);
    }
    if (t instanceof SerializedThrowable sent) {
      // Flink sends a task's exception in this form: only the name of its class remains.
      String prefix = sent.getOriginalErrorClassName() + ": ";
      return prefix.startsWith("io.manako.")
          ? String.valueOf(sent.getMessage()).replace(prefix, "")
          : null;
    }
    return isWrapper(t) || !speaksToUsers(t) ? null : t.getMessage();
  }

  private static String file(IOException e) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    if (e instanceof FileSystemException broken
        && broken.getFile() != null
        && Path.of(broken.getFile()).startsWith(temporary)
        && !Files.isWritable(temporary)) {
      return "the folder for temporary files, %s, cannot be written; name another: MANAKO_JAVA_OPTIONS=-Djava.io.tmpdir=DIR"
          .formatted(temporary);
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    if (e instanceof AccessDeniedException denied) {
      return "access to " + denied.getFile() + " is denied; check its owner and rights";
    }
    if (e instanceof UnknownHostException) {
      return "host '" + e.getMessage() + "' is not known; check the address";
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left")) {
      return "the disk is full (%s); free some space and run it again".formatted(message);
    }
    return e instanceof FileSystemException ? "cannot use " + message : message;
  }

  private static boolean isFencing(Throwable t) {
    String name =
        t instanceof SerializedThrowable sent
            ? sent.getOriginalErrorClassName()
            : t.getClass().getName();
    return name.equals(ProducerFencedException.class.getName())
        || name.equals(InvalidProducerEpochException.class.getName());
  }

  private static boolean isWrapper(Throwable t) {
    return t.getCause() != null
        && (t instanceof ExecutionException
            || t instanceof CompletionException
            || t instanceof UncheckedIOException);
  }

  /**
   * Returns whether the message is a sentence for users, as in Manako's own exceptions and refused
   * arguments.
   */
  private static boolean speaksToUsers(Throwable t) {
    return t.getMessage() != null
        && (t.getClass().getName().startsWith("io.manako.")
            || t instanceof IllegalArgumentException);
  }
}
