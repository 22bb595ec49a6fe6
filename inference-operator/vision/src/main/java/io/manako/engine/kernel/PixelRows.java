package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.FLOATS;
import static io.manako.engine.kernel.Lanes.INTS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Operations on rows of 8-bit samples in vectors. They require {@link
 * KernelSelection#hasWideVectors}.
 */
public final class PixelRows {
  /** Species with as many bytes as a vector has floats. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 4));

  private PixelRows() {}

  /**
   * Computes {@code out[i] = a + (b − a) · weight} for the unsigned bytes a at {@code upper + i}
   * and b at {@code lower + i}. No operations are fused, so the bits are those of plain Java.
   */
  public static void blend(
      byte[] bytes, int upper, int lower, float weight, float[] out, int count) {
    int last = count - FLOATS.length();
    if (last < 0) {
      blendFew(bytes, upper, lower, weight, out, count);
      return;
    }
    // The last vector overlaps the one before it.
    for (int at = 0; at <= last; at += FLOATS.length()) {
      blendVector(bytes, upper + at, lower + at, weight, out, at);
    }
    blendVector(bytes, upper + last, lower + last, weight, out, last);
  }

  private static void blendVector(
      byte[] bytes, int upper, int lower, float weight, float[] out, int at) {
    FloatVector a = floats(bytes, upper);
    FloatVector b = floats(bytes, lower);
    a.add(b.sub(a).mul(weight)).intoArray(out, at);
  }

  private static FloatVector floats(byte[] bytes, int at) {
    IntVector signed =
        (IntVector)
            ByteVector.fromArray(BYTES, bytes, at).convertShape(VectorOperators.B2I, INTS, 0);
    return (FloatVector)
        signed.lanewise(VectorOperators.AND, 0xff).convertShape(VectorOperators.I2F, FLOATS, 0);
  }

  private static void blendFew(
      byte[] bytes, int upper, int lower, float weight, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      float a = bytes[upper + i] & 0xff;
      out[i] = a + ((bytes[lower + i] & 0xff) - a) * weight;
    }
  }

  /**
   * Blends, for each output pixel, two pixels of an interleaved row of three channels, subtracts
   * {@code mean} and multiplies by {@code scale}. One vector holds a pixel and the beginning of the
   * next ones, which later stores overwrite. The method reads and writes up to a vector behind the
   * last sample.
   */
  public static void pick(
      float[] row,
      int origin,
      int[] first,
      int[] second,
      float[] weight,
      float[] mean,
      float[] scale,
      float[] out,
      int start) {
    FloatVector m = FloatVector.fromArray(FLOATS, mean, 0);
    FloatVector s = FloatVector.fromArray(FLOATS, scale, 0);
    for (int x = 0; x < weight.length; x++) {
      FloatVector left = FloatVector.fromArray(FLOATS, row, first[x] - origin);
      FloatVector right = FloatVector.fromArray(FLOATS, row, second[x] - origin);
      FloatVector mixed = left.add(right.sub(left).mul(weight[x]));
      mixed.sub(m).mul(s).intoArray(out, start + 3 * x);
    }
  }
}
