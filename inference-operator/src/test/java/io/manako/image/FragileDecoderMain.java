package io.manako.image;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's process with flaws: records that read {@code crash}, {@code hang}, {@code eat},
 * {@code exit}, {@code lie} do that to it, and one that reads {@code environment} is refused with
 * what it sees there.
 */
public final class FragileDecoderMain {
  private static final long STEP = 1 << 20;

  private FragileDecoderMain() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("17")) {
      throw new IllegalStateException("a library is missing");
    }
    DecoderMain.serve(new Fragile(new FrameDecoder(DecodeLimits.DEFAULT, Codec.JAVA)));
  }

  private record Fragile(Decoder whole) implements Decoder {
    @Override
    public void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
        throws MalformedFrameException {
      switch (new String(bytes, StandardCharsets.ISO_8859_1)) {
        case "crash" -> crash();
        case "hang" -> hang();
        case "eat" -> eat();
        case "exit" -> System.exit(3);
        case "lie" -> sink.accept(new Image(5000, 1, new byte[15_000]), 0, null);
        case "environment" -> throw new MalformedFrameException(System.getenv().keySet() + "");
        default -> whole.decode(bytes, contentType, sink);
      }
    }

    private static void crash() {
      unsafe("putAddress", new Class<?>[] {long.class, long.class}, 8L, 1L);
    }

    private static Object unsafe(String method, Class<?>[] types, Object... arguments) {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        return type.getMethod(method, types).invoke(instance.get(null), arguments);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void hang() {
      while (true) {
        Thread.onSpinWait();
      }
    }

    /** What no limit of the JVM counts. */
    private static void eat() {
      while (true) {
        Object piece = unsafe("allocateMemory", new Class<?>[] {long.class}, STEP);
        Class<?>[] types = {long.class, long.class, byte.class};
        unsafe("setMemory", types, piece, STEP, (byte) 1);
      }
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
