package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A statistic over axes.
 *
 * @param kind the statistic
 * @param axes axes from 0, each once; none leaves every element alone
 * @param keepDims whether the axes stay with an extent of 1
 */
public record Reduction(Kind kind, List<Integer> axes, boolean keepDims)
    implements TensorOperation {
  /** Statistics; sums are in double precision and rounded once. */
  public enum Kind {
    SUM,
    MEAN,
    MAX,
    MIN,
    PROD,
    L1,
    L2,
    LOG_SUM,
    LOG_SUM_EXP,
    SUM_SQUARE
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Shape.of(
        IntStream.range(0, x.rank())
            .filter(i -> keepDims || !axes.contains(i))
            .map(i -> axes.contains(i) ? 1 : x.dim(i))
            .toArray());
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int[] kept = offsets(x, false);
    int[] reduced = offsets(x, true);
    return (in, out) -> {
      for (int i = 0; i < kept.length; i++) {
        out.put(i, (float) of(in[0], kept[i], reduced));
      }
    };
  }

  /** Returns the index of every combination of the axes that are reduced, or of the others. */
  private int[] offsets(Shape x, boolean reduced) {
    int[] offsets = {0};
    int[] strides = Slot.strides(x);
    for (int a = 0; a < x.rank(); a++) {
      if (axes.contains(a) == reduced) {
        int[] before = offsets;
        int extent = x.dim(a);
        int stride = strides[a];
        offsets =
            IntStream.range(0, before.length * extent)
                .map(i -> before[i / extent] + i % extent * stride)
                .toArray();
      }
    }
    return offsets;
  }

  private double of(Slot in, int at, int[] offsets) {
    double result = first();
    double most = kind == Kind.LOG_SUM_EXP ? most(in, at, offsets) : 0;
    for (int offset : offsets) {
      double x = in.get(at + offset);
      result =
          switch (kind) {
            case SUM, MEAN, LOG_SUM -> result + x;
            case MAX -> Math.max(result, x);
            case MIN -> Math.min(result, x);
            case PROD -> result * x;
            case L1 -> result + Math.abs(x);
            case L2, SUM_SQUARE -> result + x * x;
            case LOG_SUM_EXP -> result + StrictMath.exp(x - most);
          };
    }
    return switch (kind) {
      case MEAN -> result / offsets.length;
      case L2 -> Math.sqrt(result);
      case LOG_SUM -> StrictMath.log(result);
      case LOG_SUM_EXP -> most + StrictMath.log(result);
      default -> result;
    };
  }

  private double first() {
    return switch (kind) {
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
      case PROD -> 1;
      default -> 0;
    };
  }

  private static double most(Slot in, int at, int[] offsets) {
    double most = Double.NEGATIVE_INFINITY;
    for (int offset : offsets) {
      most = Math.max(most, in.get(at + offset));
    }
    return Double.isInfinite(most) ? 0 : most;
  }
}
