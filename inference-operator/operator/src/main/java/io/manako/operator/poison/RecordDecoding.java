package io.manako.operator.poison;

import io.manako.image.DecoderUnavailableException;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.pipeline.FramePipeline;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one record. An exception of the decoder would recur with the record after every restart,
 * so it refuses the record. An exception of the code that takes a decoded frame is not the
 * decoder's fault and passes through, as does every error but a stack overflow.
 */
public final class RecordDecoding {
  private final PoisonGuard guard;
  private final FrameSink frames;
  private boolean handingOver;

  /**
   * Creates a decoding, which {@link #run} executes.
   *
   * @param frames takes the decoded frames
   */
  public RecordDecoding(PoisonGuard guard, FrameSink frames) {
    this.guard = guard;
    this.frames = frames;
  }

  /**
   * Decodes the record under observation.
   *
   * @throws MalformedFrameException if the record is refused; frames that were taken stay taken
   */
  public void run(FrameRecord frame, FramePipeline decoder)
      throws MalformedFrameException, InterruptedException {
    guard.decode(frame, () -> decode(frame, decoder));
  }

  private void decode(FrameRecord frame, FramePipeline decoder) throws MalformedFrameException {
    try {
      decoder.decode(frame, this::handOver);
    } catch (DecoderUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      if (handingOver) {
        throw e;
      }
      throw new MalformedFrameException("the decoder fails on this record: " + e, e);
    }
  }

  private void handOver(Image image, int index, @Nullable Long ptsNanos) {
    handingOver = true;
    // Waiting for a batch is not decoding.
    guard.pause();
    frames.accept(image, index, ptsNanos);
    guard.resume();
    handingOver = false;
  }
}
