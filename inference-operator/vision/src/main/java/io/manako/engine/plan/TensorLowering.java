package io.manako.engine.plan;

import io.manako.graph.Node;
import io.manako.graph.TensorNode;
import io.manako.graph.operation.TensorOperation;
import io.manako.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns nodes without a faster step into plain loops over whole tensors. Such a loop may mix the
 * first axis with others, so it computes all pictures of a batch at once, and only a network for
 * exactly so many pictures has such loops.
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
    if (node.operation().isElementwise() && values.areLed(node)) {
      addForEachPicture(node);
    } else if (values.isWhole()) {
      add(node, node.operation());
    } else {
      throw new IllegalArgumentException("it runs picture by picture only");
    }
  }

  /**
   * Adds the general form of a node whose values have no axis of pictures in front, or that works
   * along this axis. Returns false if the node has a faster step.
   */
  boolean lowered(Node node) {
    if (!values.isWhole() || node instanceof TensorNode) {
      return false;
    }
    TensorOperation operation = GeneralForm.of(node, values, values.areLed(node));
    if (operation == null) {
      return false;
    }
    add(node, operation);
    return true;
  }

  private void add(Node node, TensorOperation operation) {
    List<Shape> shapes = node.inputs().stream().map(values::shape).toList();
    steps.add(new WholeStep(step(node, operation.loop(shapes))));
  }

  private void addForEachPicture(TensorNode node) {
    List<Shape> shapes = node.inputs().stream().map(this::one).toList();
    steps.add(step(node, node.operation().loop(shapes)));
  }

  private TensorStep step(Node node, TensorOperation.Loop loop) {
    List<TensorStep.Operand> inputs = node.inputs().stream().map(this::operand).toList();
    return new TensorStep(loop, inputs, values.newPlain(node.output()), threads);
  }

  private Shape one(String value) {
    Shape shape = values.shape(value);
    return values.tensor(value) == null ? shape.withBatch(1) : shape;
  }

  private TensorStep.Operand operand(String value) {
    float @Nullable [] constant = values.constant(value);
    return constant == null
        ? new TensorStep.Operand(values.plain(value), new float[0])
        : new TensorStep.Operand(null, constant);
  }
}
