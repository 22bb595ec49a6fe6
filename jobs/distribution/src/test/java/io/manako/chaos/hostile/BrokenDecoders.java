package io.manako.chaos.hostile;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Unsafe;

/** The product's decoder with one defect each, most of them on bombs only. */
final class BrokenDecoders {
  private BrokenDecoders() {}

  private abstract static class OnBombs implements RecordDecoder {
    private final RecordDecoder genuine = new Genuine();

    @Override
    public final void decode(HostileInput input, FrameSink sink) throws MalformedFrameException {
      if (input.kind() == HostileInput.Kind.BOMB) {
        fail();
      }
      genuine.decode(input, sink);
    }

    abstract void fail();
  }

  /** Keeps a native buffer of every refused record. */
  static final class Leaking implements RecordDecoder {
    private static final int BYTES = 256 << 10;
    private final RecordDecoder genuine = new Genuine();
    private final List<ByteBuffer> leaked = new ArrayList<>();

    @Override
    public void decode(HostileInput input, FrameSink sink) throws MalformedFrameException {
      try {
        genuine.decode(input, sink);
      } catch (MalformedFrameException e) {
        leaked.add(ByteBuffer.allocateDirect(BYTES));
        throw e;
      }
    }
  }

  /** Comes to no end. */
  static final class Hanging extends OnBombs {
    private volatile boolean stopped;

    @Override
    void fail() {
      while (!stopped) {
        Thread.onSpinWait();
      }
    }
  }

  /** Writes where it must not. */
  static final class Crashing extends OnBombs {
    @Override
    void fail() {
      try {
        Field field = Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        ((Unsafe) field.get(null)).putAddress(0, 0);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("this JDK has no Unsafe", e);
      }
    }
  }

  /** Lets another exception escape. */
  static final class Throwing extends OnBombs {
    @Override
    void fail() {
      throw new IllegalStateException("not a refusal");
    }
  }
}
