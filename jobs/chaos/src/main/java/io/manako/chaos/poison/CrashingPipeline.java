package io.manako.chaos.poison;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Pipeline whose decoder writes to a forbidden address when it gets poison, as a native decoder
 * with a flaw does: the kernel ends the process with a signal, and no code of it runs any more.
 */
record CrashingPipeline(FramePipeline inner, Poison poison) implements FramePipeline {
  private static final long NOWHERE = 8;

  @Override
  public Models models() {
    return inner.models();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    if (poison.contains(frame)) {
      crash();
    }
    inner.decode(frame, sink);
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

  @Override
  public PictureBatch newBatch() {
    return inner.newBatch();
  }

  @Override
  public void close() {
    inner.close();
  }
}
