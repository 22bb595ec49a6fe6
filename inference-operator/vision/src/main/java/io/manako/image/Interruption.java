package io.manako.image;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's waiting for the network when the user stops, or when nothing has arrived for too
 * long. While FFmpeg waits, it asks this callback again and again, with every protocol.
 */
final class Interruption implements AutoCloseable {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final Map<Long, Interruption> ACTIVE = new ConcurrentHashMap<>();
  // JavaCPP has native code for few instances of a callback: all inputs share one, which finds them
  // by their numbers.
  private static final Question QUESTION = new Question().retainReference();

  private final long number = NUMBERS.incrementAndGet();
  private final BooleanSupplier stopped;
  private volatile Duration patience;
  private volatile long since = System.nanoTime();

  Interruption(BooleanSupplier stopped, Duration patience) {
    this.stopped = stopped;
    this.patience = patience;
    ACTIVE.put(number, this);
  }

  void watch(AVFormatContext context) {
    context.interrupt_callback().opaque(new Number(number)).callback(QUESTION);
  }

  /** Sets the time without data after which waiting ends, from now on. */
  void waitFor(Duration longer) {
    patience = longer;
  }

  /** Restarts the time without data, because data has arrived or nothing is awaited. */
  void restart() {
    since = System.nanoTime();
  }

  /** Returns the reason for which FFmpeg's waiting was ended, if it was. */
  String reason() {
    return stopped.getAsBoolean()
        ? "it was stopped"
        : String.format(Locale.ROOT, "nothing came for %.1f s", patience.toMillis() / 1e3);
  }

  private boolean isDue() {
    return stopped.getAsBoolean() || System.nanoTime() - since > patience.toNanos();
  }

  @Override
  public void close() {
    ACTIVE.remove(number);
  }

  /** Number that travels through FFmpeg in place of an address. */
  private static final class Number extends Pointer {
    Number(long number) {
      address = number;
    }
  }

  private static final class Question extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer number) {
      Interruption asked = ACTIVE.get(number.address());
      return asked == null || asked.isDue() ? 1 : 0;
    }
  }
}
