package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.Window;

/** Moves a padding of zeros around a map into the window of the convolution that reads it. */
public final class FoldPad implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Conv conv) {
        Node.Pad pad = editor.soleWriter(Node.Pad.class, conv.input());
        if (pad != null && padsMapsWithZeros(pad)) {
          editor.replace(conv, padded(conv, pad), pad);
        }
      }
    }
    return editor.toGraph();
  }

  private static boolean padsMapsWithZeros(Node.Pad pad) {
    return pad.value() == 0
        && pad.before().size() == 4
        && pad.before().subList(0, 2).stream().allMatch(n -> n == 0)
        && pad.after().subList(0, 2).stream().allMatch(n -> n == 0);
  }

  private static Node.Conv padded(Node.Conv n, Node.Pad pad) {
    Window w = n.window();
    Window window =
        new Window(
            w.kernelHeight(),
            w.kernelWidth(),
            w.strideY(),
            w.strideX(),
            w.dilationY(),
            w.dilationX(),
            w.top() + pad.before().get(2),
            w.left() + pad.before().get(3),
            w.bottom() + pad.after().get(2),
            w.right() + pad.after().get(3));
    return new Node.Conv(
        n.name(), n.output(), pad.input(), n.weights(), n.bias(), window, n.groups());
  }
}
