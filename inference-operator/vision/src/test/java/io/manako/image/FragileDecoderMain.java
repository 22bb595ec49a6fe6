package io.manako.image;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's process with flaws: records that read {@code crash}, {@code hang}, {@code eat},
 * {@code exit}, {@code lie} do that to it, and one that reads {@code environment} is refused with
 * what it sees there. Of a record {@code frames N DIES} it hands over N frames, and before frame
 * number DIES it exits; with {@code once FILE}, only if the file is there, which it deletes.
 */
public final class FragileDecoderMain {
  private static final long STEP = 1 << 20;

  private FragileDecoderMain() {}

  public static void main(String[] arguments) throws Exception {
    if (DecoderMain.limits(arguments).maxWidth() == 17) {
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
        default -> decodeOther(bytes, contentType, sink);
      }
    }

    private void decodeOther(byte[] bytes, @Nullable String contentType, FrameSink sink)
        throws MalformedFrameException {
      String[] words = new String(bytes, StandardCharsets.ISO_8859_1).split(" ", -1);
      if (!words[0].equals("frames")) {
        whole.decode(bytes, contentType, sink);
        return;
      }
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        if (i == Integer.parseInt(words[2]) && dies(words)) {
          // As a signal ends it: what it has said before is said.
          Runtime.getRuntime().halt(3);
        }
        // Larger than the buffer in front of the pipe.
        sink.accept(new Image(200, 200, new byte[120_000]), i, (long) i);
      }
    }

    private static boolean dies(String[] words) {
      return words.length < 5 || Path.of(words[4]).toFile().delete();
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
