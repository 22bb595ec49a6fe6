package io.manako.engine.plan;

import io.manako.graph.FusedNode;
import io.manako.graph.LayerNode;
import io.manako.graph.MalformedModelException;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.NodeVisitor;
import io.manako.graph.TensorNode;
import java.util.List;
import java.util.Locale;

/** Turns the nodes of a graph, after the passes, into steps. */
final class Lowering implements NodeVisitor {
  private final ConvolutionLowering convolutions;
  private final MapLowering maps;
  private final PlainLowering plain;
  private final TensorLowering tensors;
  private final Values values;
  private final List<Step> steps;

  /** Creates a lowering whose general operations run in {@code threads} threads. */
  Lowering(Values values, ConvolutionLowering convolutions, List<Step> steps, int threads) {
    this.convolutions = convolutions;
    this.values = values;
    this.steps = steps;
    this.tensors = new TensorLowering(values, steps, threads);
    this.plain = new PlainLowering(values, steps);
    this.maps = new MapLowering(values, plain, convolutions, steps);
  }

  /**
   * Adds the steps of a node.
   *
   * @throws UnsupportedGraphException if the engine lacks the operator; the message names operator
   *     and node
   */
  void lower(Node node) {
    try {
      if (!tensors.lowered(node)) {
        lowerFast(node);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw lacking(node, e.getMessage());
    }
  }

  /**
   * Adds the own steps of a node. A step that loops over pictures loops once over values without an
   * axis of pictures.
   */
  private void lowerFast(Node node) {
    int first = steps.size();
    node.accept(this);
    boolean single = values.batch() == 1 || node instanceof TensorNode;
    if (!single && values.areAlone(node)) {
      steps.subList(first, steps.size()).replaceAll(WholeStep::new);
    } else if (!single && !values.areLed(node) && !(node instanceof MoveNode.Reshape)) {
      throw new IllegalArgumentException("it mixes the pictures of a batch");
    }
  }

  private static UnsupportedGraphException lacking(Node node, String reason) {
    String operator = node.getClass().getSimpleName();
    return new UnsupportedGraphException(
        "the Java engine cannot run node %s (%s): %s; %s"
            .formatted(
                node.name(),
                operator.toLowerCase(Locale.ROOT),
                reason,
                MalformedModelException.OTHER_ENGINE));
  }

  @Override
  public void visit(LayerNode.Conv n) {
    convolutions.visit(n.fused());
  }

  @Override
  public void visit(LayerNode.TransposedConv n) {
    throw withoutStep();
  }

  @Override
  public void visit(LayerNode.Dense n) {
    convolutions.visit(n.fused());
  }

  @Override
  public void visit(FusedNode n) {
    n.acceptFused(convolutions);
  }

  @Override
  public void visit(Node.BatchNorm n) {
    throw withoutStep();
  }

  @Override
  public void visit(Node.LocalResponseNorm n) {
    maps.responseNorm(n);
  }

  @Override
  public void visit(Node.Activate n) {
    maps.activate(n);
  }

  @Override
  public void visit(Node.Binary n) {
    maps.binary(n);
  }

  @Override
  public void visit(Node.Pool n) {
    maps.pool(n);
  }

  @Override
  public void visit(Node.ReduceMean n) {
    maps.mean(n);
  }

  @Override
  public void visit(Node.Softmax n) {
    plain.softmax(n);
  }

  @Override
  public void visit(MoveNode.Concat n) {
    maps.concat(n);
  }

  @Override
  public void visit(MoveNode.Resize n) {
    maps.resize(n);
  }

  @Override
  public void visit(MoveNode.Reshape n) {
    plain.reshape(n);
  }

  @Override
  public void visit(MoveNode.Transpose n) {
    plain.transpose(n);
  }

  @Override
  public void visit(MoveNode.Pad n) {
    plain.pad(n);
  }

  @Override
  public void visit(MoveNode.Slice n) {
    plain.slice(n);
  }

  @Override
  public void visit(MoveNode.Identity n) {
    plain.rename(n.input(), n.output());
  }

  @Override
  public void visit(TensorNode n) {
    tensors.tensor(n);
  }

  /**
   * Returns the failure of an operator that the passes rewrite as a convolution wherever the engine
   * can run it.
   */
  private static IllegalArgumentException withoutStep() {
    return new IllegalArgumentException("it has no step for this operator where the node stands");
  }
}
