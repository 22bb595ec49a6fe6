package io.manako.chaos.load;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;

/**
 * The product with four leaks: 4 KB of native memory and the frame itself with every record, a
 * thread and a file with one in 25.
 */
public final class Leaks implements Fitting {
  private static final int NATIVE_BYTES = 4096;
  private static final int RARELY = 25;

  /** Made by name. */
  public Leaks() {}

  @Override
  public InferenceOperatorFactory inference(InferenceOptions options) {
    return new InferenceOperatorFactory(options, Leaks::open);
  }

  private static FramePipeline open(InferenceOptions options) {
    return new LeakingPipeline(ModelPipeline.open(options));
  }

  private static final class LeakingPipeline extends ForwardingPipeline {
    private final List<Object> kept = new ArrayList<>();
    private int frames;

    LeakingPipeline(FramePipeline real) {
      super(real);
    }

    @Override
    public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
      leak(frame);
      super.decode(frame, sink);
    }

    private void leak(FrameRecord frame) {
      kept.add(frame);
      Pointer.memset(Pointer.malloc(NATIVE_BYTES), 1, NATIVE_BYTES);
      if (frames++ % RARELY == 0) {
        startThread();
        kept.add(openFile());
      }
    }

    private static void startThread() {
      Thread thread = new Thread(LockSupport::park, "leaked");
      thread.setDaemon(true);
      thread.start();
    }

    private static InputStream openFile() {
      try {
        return new FileInputStream("/dev/null");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
