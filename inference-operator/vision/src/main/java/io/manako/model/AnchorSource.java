package io.manako.model;

/** Place from which a detector takes the anchors of its boxes. */
public sealed interface AnchorSource {
  /**
   * File beside the model.
   *
   * @param name name of a file of little-endian float32, four for each anchor
   * @param coding meaning of the four numbers
   */
  record File(String name, BoxCoding coding) implements AnchorSource {
    /** Coding of the files that the catalog's conversion writes. */
    public static final BoxCoding USUAL = new BoxCoding(BoxFormat.CYCXHW, BoxCoding.Units.FRACTION);
  }

  /**
   * Output of the network.
   *
   * @param name name of the output of shape [N, anchors, 4]
   * @param coding meaning of the four numbers
   */
  record Output(String name, BoxCoding coding) implements AnchorSource {}

  /**
   * Rule that computes the anchors from the size of the input.
   *
   * @param grid the rule
   */
  record Rule(AnchorRule grid) implements AnchorSource {}
}
