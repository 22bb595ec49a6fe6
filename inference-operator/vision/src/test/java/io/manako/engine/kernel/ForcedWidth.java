package io.manako.engine.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * Loads a second copy of the vector classes, so that one JVM can test every width: the species is a
 * static constant of {@code Lanes}.
 */
final class ForcedWidth extends ClassLoader {
  private static final Pattern COPIED =
      Pattern.compile(".*\\.kernel\\.(Lanes|KernelSelection|Vector|.*Tile|Exponential).*");

  private ForcedWidth() {
    super(ForcedWidth.class.getClassLoader());
  }

  /** Vector kernels of that many bits. */
  static Kernels kernels(int bits) {
    String property = "manako.vectorBits";
    String before = System.getProperty(property);
    System.setProperty(property, Integer.toString(bits));
    try {
      Class<?> copy = new ForcedWidth().loadClass("io.manako.engine.kernel.VectorKernels");
      var constructor = copy.getDeclaredConstructor();
      constructor.setAccessible(true);
      Kernels kernels = (Kernels) constructor.newInstance();
      if (kernels.block() * Float.SIZE != bits) {
        throw new AssertionError("asked for " + bits + " bits, got " + kernels.description());
      }
      return kernels;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!COPIED.matcher(name).matches()) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? copy(name) : loaded;
    }
  }

  private Class<?> copy(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
