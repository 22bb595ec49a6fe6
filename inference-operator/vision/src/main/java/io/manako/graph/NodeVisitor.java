package io.manako.graph;

/** Work on every kind of node. A new kind does not compile until every visitor knows it. */
public interface NodeVisitor {
  void visit(LayerNode.Conv n);

  void visit(LayerNode.TransposedConv n);

  void visit(LayerNode.Dense n);

  void visit(Node.BatchNorm n);

  void visit(Node.LocalResponseNorm n);

  void visit(Node.Activate n);

  void visit(Node.Binary n);

  void visit(Node.Pool n);

  void visit(Node.ReduceMean n);

  void visit(Node.Softmax n);

  void visit(MoveNode.Reshape n);

  void visit(MoveNode.Transpose n);

  void visit(MoveNode.Concat n);

  void visit(MoveNode.Resize n);

  void visit(MoveNode.Pad n);

  void visit(MoveNode.Slice n);

  void visit(MoveNode.Identity n);

  /** Takes any kind that the passes make; {@link FusedNode.Visitor} tells these apart. */
  void visit(FusedNode n);
}
