package io.manako.image;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FrameDecoder} in a process of its own, for cameras that are not trusted: what a record
 * does to its decoder it does not do to the job. A decoder that dies, takes too long or takes too
 * much memory is replaced, and its record is refused.
 *
 * <p>Records and pictures go through pipes. The process has a clean environment and ends with the
 * job, even while it decodes. It runs as the job's user: isolation keeps faults in, and is no wall
 * against what breaks out of a decoder and means harm.
 */
public final class IsolatedDecoder implements Decoder {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  /** So many records in a row that do not kill show that it was only one that did. */
  private static final int CALM = 100;

  private static final LongAdder DEATHS = new LongAdder();

  private final Class<?> main;
  private final DecodeLimits limits;
  private final Codec codec;
  private final Isolation isolation;
  private final Overseer overseer;
  private DecoderProcess process;
  private boolean ready;
  private long waitMillis;
  private int calm;

  /**
   * Starts its process and waits until it is ready.
   *
   * @throws IllegalStateException a sentence if it cannot be started
   */
  public IsolatedDecoder(DecodeLimits limits, Codec codec, Isolation isolation) {
    this(DecoderMain.class, limits, codec, isolation);
  }

  IsolatedDecoder(Class<?> main, DecodeLimits limits, Codec codec, Isolation isolation) {
    this.main = main;
    this.limits = limits;
    this.codec = codec;
    this.isolation = isolation;
    this.process = DecoderProcess.start(main, limits, codec, isolation);
    this.overseer = new Overseer(isolation);
    try {
      awaitReady();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Decoders' processes that were replaced in this process until now. Any thread may ask. */
  public static long deaths() {
    return DEATHS.sum();
  }

  @Override
  public void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
      throws MalformedFrameException {
    if (bytes.length > limits.maxBytes()) {
      throw FrameDecoder.tooLong(bytes, limits);
    }
    awaitReady();
    int delivered = 0;
    try {
      overseer.watch(process, isolation.timeout().toMillis());
      DecoderReply.writeRequest(process.requests(), bytes, contentType);
      DataInputStream answers = process.answers();
      int kind = answers.readUnsignedByte();
      while (kind == DecoderReply.FRAME) {
        DecoderReply.Frame frame = DecoderReply.readFrame(answers, limits, delivered);
        overseer.rest();
        sink.accept(frame.image(), frame.index(), frame.ptsNanos());
        delivered++;
        overseer.watch(process, isolation.timeout().toMillis());
        kind = answers.readUnsignedByte();
      }
      finish(kind, answers, delivered);
    } catch (IOException e) {
      overseer.rest();
      if (e instanceof ProtocolException) {
        process.kill("gave an answer that is none and was killed");
      }
      throw died(e, delivered);
    }
  }

  private void finish(int kind, DataInputStream answers, int delivered)
      throws IOException, MalformedFrameException {
    if (kind == DecoderReply.REFUSED && delivered == 0) {
      String sentence = DecoderReply.readRefusal(answers);
      survived();
      throw new MalformedFrameException(sentence);
    }
    if (kind != DecoderReply.END || delivered == 0) {
      throw new ProtocolException("the decoder's process answers " + kind);
    }
    survived();
  }

  private void survived() {
    overseer.rest();
    calm++;
    if (calm == CALM) {
      waitMillis = 0;
    }
  }

  /** Replaces the process. */
  private MalformedFrameException died(IOException cause, int delivered) {
    String epitaph = "the decoder's process " + process.epitaph();
    DEATHS.increment();
    replace();
    if (delivered > 0) {
      // Its first pass found no flaw, so the next attempt will find none in the second.
      throw new IllegalStateException(
          epitaph + " after " + delivered + " frames of a record were delivered", cause);
    }
    return new MalformedFrameException(epitaph + " while it decoded this record", cause);
  }

  /** Not at once if the last one lived a short life: starting takes a second of a processor. */
  private void replace() {
    try {
      TimeUnit.MILLISECONDS.sleep(waitMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("cancelled while a decoder's process was replaced", e);
    }
    waitMillis = Math.min(Math.max(FIRST_WAIT_MILLIS, 2 * waitMillis), LONGEST_WAIT_MILLIS);
    calm = 0;
    ready = false;
    process = DecoderProcess.start(main, limits, codec, isolation);
  }

  private void awaitReady() {
    if (ready) {
      return;
    }
    try {
      overseer.watch(process, START.toMillis());
      int answer = process.answers().readUnsignedByte();
      overseer.rest();
      if (answer != DecoderReply.READY) {
        throw new IOException("it answers " + answer);
      }
      ready = true;
    } catch (IOException e) {
      overseer.rest();
      throw new IllegalStateException(notStarted(), e);
    }
  }

  private String notStarted() {
    String epitaph = process.epitaph();
    try {
      return "decode.isolation is process, but the decoder's process %s at its start: %s"
          .formatted(epitaph, process.errors());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "cancelled while a decoder's process started";
    }
  }

  @Override
  public void close() {
    overseer.close();
    process.close();
  }
}
