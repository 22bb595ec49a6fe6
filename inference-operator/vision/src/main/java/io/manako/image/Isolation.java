package io.manako.image;

import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * Time and memory that a decoder in a separate process may use.
 *
 * @param timeout time for a record, after which the decoder is killed; at least 1 ms
 * @param memoryBytes resident bytes of the process above which the decoder is killed; at least
 *     {@link #LEAST_MEMORY}
 */
public record Isolation(Duration timeout, long memoryBytes) implements Serializable {
  /** Least memory of a decoder in bytes; an idle one with its libraries uses about half of it. */
  public static final long LEAST_MEMORY = 256L << 20;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence, if a value is too small
   */
  public Isolation {
    TimeSpan.requireMillis("decode.isolation-timeout", timeout);
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "decode.isolation-memory is %d MiB; it must be %d MiB or more",
              memoryBytes >> 20,
              LEAST_MEMORY >> 20));
    }
  }
}
