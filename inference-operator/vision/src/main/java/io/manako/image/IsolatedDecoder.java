package io.manako.image;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of frames in a separate process, for cameras that are not trusted: a record that kills
 * its decoder does not kill the job. A decoder that dies, takes too long or uses too much memory is
 * replaced, and its record is refused. If some frames of the record have been delivered by then, a
 * fresh process decodes the record once more and delivers the others; if that process dies too, the
 * refusal stands for the missing frames.
 *
 * <p>Records and pictures travel through pipes. The process has a clean environment and ends with
 * the job, even while it decodes. The process runs as the job's user: isolation contains faults,
 * but is no barrier against an attacker who takes over a decoder.
 */
public final class IsolatedDecoder implements Decoder {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  /** Records in a row without a death after which the last death counts as a single one. */
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
   * Starts the process and waits until it is ready.
   *
   * @param limits the limits of a record
   * @param codec the library that decodes
   * @param isolation the time and memory that the process may use
   * @throws DecoderUnavailableException with a sentence, if the process cannot be started
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

  /**
   * Returns how many decoder processes this process has replaced so far. Any thread may call this
   * method.
   */
  public static long deaths() {
    return DEATHS.sum();
  }

  @Override
  public void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
      throws MalformedFrameException {
    if (bytes.length > limits.maxBytes()) {
      throw FrameDecoder.tooLong(bytes, limits);
    }
    Delivery delivery = new Delivery(sink);
    MalformedFrameException death = attempt(bytes, contentType, delivery);
    if (death != null && delivery.delivered > 0) {
      // The record was found whole, so another cause is possible; a fresh process has more room.
      death = attempt(bytes, contentType, delivery);
    }
    if (death != null) {
      throw death;
    }
  }

  /** Hands frames on, each only once however often its record is decoded. */
  private static final class Delivery {
    private final FrameSink sink;
    private int delivered;

    Delivery(FrameSink sink) {
      this.sink = sink;
    }

    void take(DecoderReply.Frame frame) {
      if (frame.index() == delivered) {
        sink.accept(frame.image(), frame.index(), frame.ptsNanos());
        delivered++;
      }
    }
  }

  /**
   * Decodes a record once.
   *
   * @return the death of the process, or null if the process lives
   */
  private @Nullable MalformedFrameException attempt(
      byte[] bytes, @Nullable String contentType, Delivery delivery)
      throws MalformedFrameException {
    awaitReady();
    int decoded = 0;
    try {
      overseer.watch(process, isolation.timeout().toMillis());
      DecoderReply.writeRequest(process.requests(), bytes, contentType);
      DataInputStream answers = process.answers();
      int kind = answers.readUnsignedByte();
      while (kind == DecoderReply.FRAME) {
        DecoderReply.Frame frame = DecoderReply.readFrame(answers, limits, decoded++);
        overseer.rest();
        delivery.take(frame);
        overseer.watch(process, isolation.timeout().toMillis());
        kind = answers.readUnsignedByte();
      }
      finish(kind, answers, decoded > 0 && decoded >= delivery.delivered);
      return null;
    } catch (IOException e) {
      overseer.rest();
      if (e instanceof ProtocolException) {
        process.kill("gave an answer that is none and was killed");
      }
      return died(e);
    }
  }

  private void finish(int kind, DataInputStream answers, boolean mayEnd)
      throws IOException, MalformedFrameException {
    if (kind == DecoderReply.REFUSED) {
      String sentence = DecoderReply.readRefusal(answers);
      survived();
      throw new MalformedFrameException(sentence);
    }
    if (kind != DecoderReply.END || !mayEnd) {
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
  private MalformedFrameException died(IOException cause) {
    String epitaph = "the decoder's process " + process.epitaph();
    DEATHS.increment();
    replace();
    return new MalformedFrameException(epitaph + " while it decoded this record", cause);
  }

  /**
   * Starts the next process, after a wait that grows while lives are short: a start takes a second
   * of a processor.
   */
  private void replace() {
    try {
      TimeUnit.MILLISECONDS.sleep(waitMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DecoderUnavailableException("cancelled while a decoder's process was replaced", e);
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
      throw new DecoderUnavailableException(notStarted(), e);
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
