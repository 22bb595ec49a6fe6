package io.manako.fuzz;

import io.manako.time.EventTime;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * A fuzzer's input as a row of choices, so that it guides a program and not a parser. When the
 * bytes are used up every choice is the first.
 */
public final class Draws {
  /** Where arithmetic on times goes wrong if it does; the contract ends before the last three. */
  private static final List<Instant> EDGES =
      List.of(
          EventTime.FIRST,
          EventTime.FIRST.plusNanos(1),
          EventTime.END.minusNanos(1),
          EventTime.END,
          Instant.parse("2262-04-11T23:47:16.854776Z"),
          Instant.parse("9999-12-31T23:59:59.999999999Z"));

  private static final Instant FIVE_DIGIT_YEARS = Instant.parse("+10000-01-01T00:00:00Z");

  private final ByteBuffer bytes;
  private Instant last = Instant.parse("2026-01-05T10:00:00Z");

  /** Choices made of these bytes. */
  public Draws(byte[] input) {
    bytes = ByteBuffer.wrap(input);
  }

  /** Whether choices are left. */
  public boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** One of so many, at most 256. */
  public int below(int bound) {
    return hasMore() ? (bytes.get() & 0xff) % bound : 0;
  }

  /** One of these. */
  @SafeVarargs
  public final <T> T of(T... all) {
    return all[below(all.length)];
  }

  /** Any number of eight bytes. */
  public long number() {
    return bytes.remaining() < Long.BYTES ? below(256) : bytes.getLong();
  }

  /** Any number from 0 on. */
  public long count() {
    return number() & Long.MAX_VALUE;
  }

  /** A time of a year of four digits: mostly a little later than the one before. */
  public Instant time() {
    Instant next =
        switch (below(16)) {
          case 0 -> last;
          case 1 -> last.minusMillis(below(256));
          case 2 -> EDGES.get(below(EDGES.size()));
          case 3 -> Instant.ofEpochMilli(count() % FIVE_DIGIT_YEARS.toEpochMilli());
          default -> last.plusMillis(below(256));
        };
    if (!next.isBefore(EventTime.FIRST) && next.isBefore(FIVE_DIGIT_YEARS)) {
      last = next;
    }
    return last;
  }
}
