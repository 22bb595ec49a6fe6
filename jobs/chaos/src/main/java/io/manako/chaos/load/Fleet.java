package io.manako.chaos.load;

import io.manako.chaos.check.FrameLedger;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Cameras that send at rates of their own, all from one thread, and a ledger of their frames. */
final class Fleet implements AutoCloseable {
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final FrameSender sender;
  private final FrameLedger ledger;
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparingLong(Turn::due));
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * One camera.
   *
   * @param id key of its records
   * @param rate frames per second
   * @param from time of its first frame, after the fleet's start
   * @param frames number of frames
   * @param picture returns the bytes of its n-th frame
   */
  record Member(String id, double rate, Duration from, long frames, LongFunction<byte[]> picture) {

    /** Returns a camera that sends until it is stopped. */
    static Member of(String id, double rate, Duration from, LongFunction<byte[]> picture) {
      return new Member(id, rate, from, Long.MAX_VALUE, picture);
    }
  }

  /** Next frame of a camera, with the time when it is due. */
  private record Turn(Member member, long sent, long due) {
    Turn next() {
      return new Turn(member, sent + 1, due + (long) (TimeUnit.SECONDS.toNanos(1) / member.rate()));
    }
  }

  /** Starts to send; the ledger is read after {@link #stop}. */
  Fleet(FrameSender sender, FrameLedger ledger, List<Member> members) {
    this.sender = sender;
    this.ledger = ledger;
    long now = System.nanoTime();
    members.forEach(member -> turns.add(new Turn(member, 0, now + member.from().toNanos())));
    this.thread = new Thread(this::send, "cameras");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    try {
      while (!stopped && !turns.isEmpty()) {
        Turn turn = turns.remove();
        while (!stopped && turn.due() > System.nanoTime()) {
          LockSupport.parkNanos(Math.min(turn.due() - System.nanoTime(), LONGEST_PARK_NANOS));
        }
        Member member = turn.member();
        if (!stopped && turn.sent() < member.frames()) {
          String camera = member.id();
          ledger.sent(camera, sender.send(camera, member.picture().apply(turn.sent()), null));
          turns.add(turn.next());
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Stops sending. */
  void stop() throws InterruptedException {
    stopped = true;
    join();
  }

  /** Waits until all have sent all their frames. */
  void join() throws InterruptedException {
    thread.join();
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
