package io.manako.chaos.poison;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Pipeline whose decoder writes to a forbidden address when it gets poison, as a native decoder
 * with a flaw does: the kernel ends the process with a signal, and no code of it runs any more.
 */
final class CrashingPipeline extends ForwardingPipeline {
  private static final long NOWHERE = 8;

  private final Poison poison;

  CrashingPipeline(FramePipeline inner, Poison poison) {
    super(inner);
    this.poison = poison;
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    if (poison.contains(frame)) {
      crash();
    }
    super.decode(frame, sink);
  }

  private static void crash() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Method write = type.getMethod("putAddress", long.class, long.class);
      write.invoke(instance.get(null), NOWHERE, 1L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot be crashed", e);
    }
  }
}
