package io.manako.operator.poison;

import io.manako.image.DecoderUnavailableException;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.pipeline.FramePipeline;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way through its decoder. What the decoder throws comes back with the record at
 * every restart, so it refuses the record; what happens to a frame that the decoder has handed over
 * is not its doing and passes through, as does every error but a stack that overflows.
 */
public final class RecordDecoding {
  private final PoisonGuard guard;
  private final FrameSink frames;
  private boolean handingOver;

  /**
   * @param frames takes the decoded frames
   */
  public RecordDecoding(PoisonGuard guard, FrameSink frames) {
    this.guard = guard;
    this.frames = frames;
  }

  /**
   * Decodes the record under observation.
   *
   * @throws MalformedFrameException if it is refused; the frames that were delivered stay so
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
