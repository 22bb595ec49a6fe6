package io.manako.engine.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Prints which operators of the Vector API the kernels are the first to use: the places that they
 * fill in its caches. Needs the API's package opened.
 */
public final class OperatorProbe {
  private static final int FLOATS = 4096;

  private OperatorProbe() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    Kernels kernels = new VectorKernels();
    Set<String> before = used(kernels.block());
    useAllKernels(kernels);
    Set<String> after = used(kernels.block());
    System.out.print(after.size() + " operators, ");
    after.removeAll(before);
    System.out.println("first used by kernels: " + after);
  }

  private static void useAllKernels(Kernels kernels) {
    TileProbe.tiles().forEach(Runnable::run);
    float[] a = new float[FLOATS];
    for (Curve curve : Curve.values()) {
      kernels.map(a, curve, 0, 1, 0, 0, kernels.block());
    }
    for (Arithmetic operation : Arithmetic.values()) {
      kernels.combine(a, operation, 0, 0, 0, kernels.block());
      kernels.broadcast(a, operation, 0, 1, 0, 0);
    }
    Sliding sliding = new Sliding(3, 3, 1, 1, 1, 1);
    Operands operands = new Operands(a, a);
    operands.pixels(1, 1);
    kernels.maximum(sliding, operands);
    kernels.sum(sliding, operands);
    kernels.mean(a, 0, 2, 0);
    PixelRows.blend(new byte[FLOATS], 0, 0, 0.5f, a, FLOATS / 2);
    int[] first = {0};
    PixelRows.pick(a, 0, first, first, new float[1], a.clone(), a.clone(), a, 0);
  }

  /** Places that are filled; {@code block} is only asked for so that {@link Lanes} is there. */
  private static Set<String> used(int block) throws ReflectiveOperationException {
    Set<String> used = new TreeSet<>();
    for (Class<?> vector : new Class<?>[] {FloatVector.class, IntVector.class}) {
      for (Field field : vector.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && field.getType().getSimpleName().equals("ImplCache")) {
          field.setAccessible(true);
          Object[] places = cache(field.get(null));
          for (int i = 0; i < places.length; i++) {
            if (places[i] != null) {
              used.add(
                  String.format(
                      Locale.ROOT, "%s.%s[%d]", vector.getSimpleName(), field.getName(), i));
            }
          }
        }
      }
    }
    if (used.isEmpty()) {
      throw new IllegalStateException("no cache of operators found for blocks of " + block);
    }
    return used;
  }

  private static Object[] cache(Object cache) throws ReflectiveOperationException {
    Field field = cache.getClass().getDeclaredField("cache");
    field.setAccessible(true);
    return (Object[]) field.get(cache);
  }
}
