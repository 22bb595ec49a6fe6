package io.manako.engine.plan;

import io.manako.graph.Node;
import io.manako.graph.TensorNode;
import io.manako.graph.operation.TensorOperation;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns nodes without a faster step into plain loops over whole tensors. Only a plan for one
 * picture can mix the first axis with others, so a network with such a node runs picture by
 * picture.
 */
final class TensorLowering {
  private final Values values;
  private final List<Step> steps;
  private final int threads;

  TensorLowering(Values values, List<Step> steps, int threads) {
    this.values = values;
    this.steps = steps;
    this.threads = threads;
  }

  void tensor(TensorNode node) {
    if (values.batch() > 1 && !node.operation().isElementwise()) {
      throw new IllegalArgumentException("it runs picture by picture only");
    }
    add(node, node.operation());
  }

  /**
   * Adds the general form of a node whose values have no axis of pictures in front, or that works
   * along this axis. Returns false if the node has a faster step.
   */
  boolean lowered(Node node) {
    if (values.batch() > 1 || node instanceof TensorNode) {
      return false;
    }
    boolean led =
        Stream.concat(node.inputs().stream(), Stream.of(node.output()))
            .filter(value -> values.tensor(value) == null)
            .allMatch(values::isLed);
    TensorOperation operation = GeneralForm.of(node, values, led);
    if (operation == null) {
      return false;
    }
    add(node, operation);
    return true;
  }

  private void add(Node node, TensorOperation operation) {
    List<Shape> shapes = node.inputs().stream().map(this::one).toList();
    List<TensorStep.Operand> inputs = node.inputs().stream().map(this::operand).toList();
    Plain out = values.newPlain(node.output());
    steps.add(new TensorStep(operation.loop(shapes), inputs, out, threads));
  }

  private Shape one(String value) {
    Shape shape = values.shape(value);
    return values.tensor(value) != null || values.batch() == 1 ? shape : shape.withBatch(1);
  }

  private TensorStep.Operand operand(String value) {
    float @Nullable [] constant = values.constant(value);
    return constant == null
        ? new TensorStep.Operand(values.plain(value), new float[0])
        : new TensorStep.Operand(null, constant);
  }
}
