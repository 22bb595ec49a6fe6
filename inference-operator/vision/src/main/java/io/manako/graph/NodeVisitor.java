package io.manako.graph;

/** Visitor of every kind of node. A new kind does not compile until every visitor handles it. */
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

  void visit(TensorNode n);

  /** Visits any kind that passes create; {@link FusedNode.Visitor} distinguishes these kinds. */
  void visit(FusedNode n);
}
