package io.manako.graph.passes;

import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.Node;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Nodes that read values of other names. */
final class Renaming {
  private final UnaryOperator<String> names;

  private Renaming(UnaryOperator<String> names) {
    this.names = names;
  }

  /** The same operation on other values. */
  static Node inputs(Node node, UnaryOperator<String> names) {
    Renaming renaming = new Renaming(names);
    if (node instanceof Node.Conv n) {
      return new Node.Conv(
          n.name(),
          n.output(),
          renaming.of(n.input()),
          renaming.of(n.weights()),
          renaming.optional(n.bias()),
          n.window(),
          n.groups());
    } else if (node instanceof Node.Dense n) {
      return new Node.Dense(
          n.name(),
          n.output(),
          renaming.of(n.input()),
          renaming.of(n.weights()),
          renaming.optional(n.bias()));
    } else if (node instanceof Node.TransposedConv n) {
      return new Node.TransposedConv(
          n.name(),
          n.output(),
          renaming.of(n.input()),
          renaming.of(n.weights()),
          renaming.optional(n.bias()),
          n.window());
    } else if (node instanceof Node.BatchNorm n) {
      return renaming.batchNorm(n);
    } else if (node instanceof FusedConv n) {
      return renaming.conv(n);
    } else if (node instanceof FusedDense n) {
      return renaming.dense(n);
    } else if (node instanceof SqueezeExcite n) {
      return renaming.gate(n);
    } else if (node instanceof InvertedResidual n) {
      return renaming.block(n);
    }
    return renaming.unweighted(node);
  }

  private Node unweighted(Node node) {
    String out = node.output();
    if (node instanceof Node.Binary n) {
      return new Node.Binary(n.name(), out, of(n.left()), of(n.right()), n.operator());
    } else if (node instanceof Node.Concat n) {
      return new Node.Concat(n.name(), out, n.inputs().stream().map(names).toList(), n.axis());
    }
    String in = of(node.inputs().get(0));
    if (node instanceof Node.Activate n) {
      return new Node.Activate(n.name(), out, in, n.activation());
    } else if (node instanceof Node.Pool n) {
      return new Node.Pool(n.name(), out, in, n.kind(), n.window(), n.countPadding());
    } else if (node instanceof Node.ReduceMean n) {
      return new Node.ReduceMean(n.name(), out, in, n.axes(), n.keepDims());
    } else if (node instanceof Node.Softmax n) {
      return new Node.Softmax(n.name(), out, in, n.axis());
    } else if (node instanceof Node.LocalResponseNorm n) {
      return new Node.LocalResponseNorm(n.name(), out, in, n.size(), n.alpha(), n.beta(), n.bias());
    } else if (node instanceof Spread n) {
      return new Spread(n.name(), out, in, n.strideY(), n.strideX());
    }
    return moving(node, in);
  }

  private static Node moving(Node node, String in) {
    String out = node.output();
    if (node instanceof Node.Reshape n) {
      return new Node.Reshape(n.name(), out, in, n.shape());
    } else if (node instanceof Node.Transpose n) {
      return new Node.Transpose(n.name(), out, in, n.permutation());
    } else if (node instanceof Node.Resize n) {
      return new Node.Resize(
          n.name(), out, in, n.height(), n.width(), n.mode(), n.grid(), n.scale());
    } else if (node instanceof Node.Pad n) {
      return new Node.Pad(n.name(), out, in, n.before(), n.after(), n.value());
    } else if (node instanceof Node.Slice n) {
      return new Node.Slice(n.name(), out, in, n.axis(), n.start(), n.end(), n.step());
    } else if (node instanceof Node.Identity n) {
      return new Node.Identity(n.name(), out, in);
    }
    throw new IllegalArgumentException("node " + node.name() + " is of an unknown kind");
  }

  private Node batchNorm(Node.BatchNorm n) {
    return new Node.BatchNorm(
        n.name(),
        n.output(),
        of(n.input()),
        of(n.scale()),
        of(n.shift()),
        of(n.mean()),
        of(n.variance()),
        n.epsilon());
  }

  private FusedConv conv(FusedConv n) {
    return new FusedConv(
        n.name(),
        n.output(),
        of(n.input()),
        of(n.weights()),
        optional(n.bias()),
        n.window(),
        n.groups(),
        n.activation(),
        optional(n.residual()));
  }

  private FusedDense dense(FusedDense n) {
    return new FusedDense(
        n.name(), n.output(), of(n.input()), of(n.weights()), optional(n.bias()), n.activation());
  }

  private SqueezeExcite gate(SqueezeExcite n) {
    return new SqueezeExcite(
        n.name(), n.output(), of(n.input()), conv(n.squeeze()), conv(n.excite()));
  }

  private InvertedResidual block(InvertedResidual n) {
    return new InvertedResidual(
        n.name(),
        n.expand() == null ? null : conv(n.expand()),
        conv(n.depthwise()),
        n.gate() == null ? null : gate(n.gate()),
        conv(n.project()));
  }

  private String of(String value) {
    return names.apply(value);
  }

  private @Nullable String optional(@Nullable String value) {
    return value == null ? null : names.apply(value);
  }
}
