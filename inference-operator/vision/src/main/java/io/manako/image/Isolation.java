package io.manako.image;

import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * What a decoder in a process of its own may take.
 *
 * @param timeout for a record; a decoder that takes longer is killed
 * @param memoryBytes resident in its process; a decoder that takes more is killed
 */
public record Isolation(Duration timeout, long memoryBytes) implements Serializable {
  /** An idle decoder with its libraries takes about half of this. */
  public static final long LEAST_MEMORY = 256L << 20;

  /**
   * Throws {@link IllegalArgumentException} with a sentence if there is too little of something.
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
