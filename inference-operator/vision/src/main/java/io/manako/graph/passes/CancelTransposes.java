package io.manako.graph.passes;

import io.manako.graph.MoveNode.Identity;
import io.manako.graph.MoveNode.Transpose;
import io.manako.graph.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins two transpositions into one and drops the pair where they cancel out. Converters from
 * TensorFlow leave such pairs between NHWC and NCHW.
 */
public final class CancelTransposes implements Rule<Transpose> {
  @Override
  public Class<Transpose> kind() {
    return Transpose.class;
  }

  @Override
  public @Nullable Node replacement(Transpose after, GraphEditor graph) {
    if (!(graph.writer(after.input()) instanceof Transpose before)) {
      return null;
    }
    List<Integer> order =
        after.permutation().stream().map(axis -> before.permutation().get(axis)).toList();
    Transpose joined = new Transpose(after.name(), after.output(), before.input(), order);
    return joined.changesNothing() && !graph.isOutput(joined.output())
        ? new Identity(joined.name(), joined.output(), joined.input())
        : joined;
  }
}
