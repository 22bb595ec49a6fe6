package io.manako.cli.capture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** User of a capture that never ends by itself: decides about its end and is informed. */
public interface CaptureControl {
  /** Returns whether the user wants to end. */
  boolean stopped();

  /** Receives a sentence for each disconnection and each return. */
  void note(String sentence);

  /** Waits, unless the user stops. */
  void await(Duration time);

  /** Returns the user at a terminal. */
  static CaptureControl of(BooleanSupplier stopped, Consumer<String> notes) {
    return new Terminal(stopped, notes);
  }

  /** User at a terminal. */
  record Terminal(BooleanSupplier stop, Consumer<String> notes) implements CaptureControl {
    private static final long NAP_NANOS = 100_000_000;

    @Override
    public boolean stopped() {
      return stop.getAsBoolean();
    }

    @Override
    public void note(String sentence) {
      notes.accept(sentence);
    }

    @Override
    public void await(Duration time) {
      long end = System.nanoTime() + time.toNanos();
      long left = time.toNanos();
      while (left > 0 && !stopped()) {
        LockSupport.parkNanos(Math.min(left, NAP_NANOS));
        left = end - System.nanoTime();
      }
    }
  }
}
