package io.manako.graph.tfjs;

import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfValue;
import io.manako.graph.tf.TfWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises dilated convolutions as TensorFlow 1 wrote them. {@code SpaceToBatchND} distributes
 * the pixels of a map over block · block smaller maps, a convolution without padding runs on each,
 * and {@code BatchToSpaceND} puts them together again. The three are one convolution whose taps lie
 * a block apart (Yu and Koltun 2016, section 2) and whose padding is the zeros that are added and
 * not cropped.
 */
final class DilatedConvolutions {
  private static final List<Integer> ONE = List.of(1, 1);

  private final ShapeArithmetic extents;
  private final Map<String, Dealt> dealt = new HashMap<>();
  private final Map<String, TfNode> waiting = new HashMap<>();

  /**
   * A map whose pixels are distributed over smaller maps.
   *
   * @param input map before the distribution
   * @param block number of rows and columns of a block
   * @param zeros number of zeros at the top, bottom, left and right
   */
  private record Dealt(TfValue input, List<Integer> block, List<Integer> zeros) {}

  /**
   * A convolution of a whole map.
   *
   * @param node operation of the convolution
   * @param input whole map that the convolution reads
   */
  record Convolution(TfNode node, TfValue input, TfWindow window) {}

  DilatedConvolutions(ShapeArithmetic extents) {
    this.extents = extents;
  }

  /** Records a {@code SpaceToBatchND}. */
  void deal(TfNode node, TfValue input) {
    List<Integer> block = numbers(node, 1, 2);
    if (block.stream().anyMatch(b -> b < 1)) {
      throw new MalformedModelException(
          "%s %s has blocks of %s; they are of 1 or more".formatted(node.op(), node.name(), block));
    }
    dealt.put(node.name(), new Dealt(input, block, numbers(node, 2, 4)));
  }

  /**
   * Returns whether a convolution runs on distributed pixels; it then waits until they are put
   * together.
   */
  boolean defer(TfNode node) {
    Dealt input = dealt.get(node.input(0));
    if (input == null) {
      return false;
    }
    TfWindow window = node.window();
    boolean plain = window.strides().equals(ONE) && window.dilations().equals(ONE);
    if (!plain || !window.padding().equals("VALID")) {
      throw new MalformedModelException(
          "%s %s behind SpaceToBatchND has %s; strides and dilations of 1 without padding are read"
              .formatted(node.op(), node.name(), window));
    }
    waiting.put(node.name(), node);
    return true;
  }

  /** Returns the convolution that a {@code BatchToSpaceND} completes. */
  Convolution join(TfNode node) {
    TfNode convolution = waiting.get(node.input(0));
    Dealt input = convolution == null ? null : dealt.get(convolution.input(0));
    List<Integer> crops = numbers(node, 2, 4);
    if (convolution == null || input == null || !input.block.equals(numbers(node, 1, 2))) {
      throw misfit(node, convolution);
    }
    List<Integer> zeros =
        IntStream.range(0, 4).mapToObj(i -> input.zeros.get(i) - crops.get(i)).toList();
    if (zeros.stream().anyMatch(z -> z < 0)) {
      throw misfit(node, convolution);
    }
    return new Convolution(
        convolution, input.input, new TfWindow(ONE, input.block, "EXPLICIT", zeros));
  }

  private List<Integer> numbers(TfNode node, int input, int count) {
    int[] all = extents.get(node.input(input));
    if (all.length != count) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s %s has %d numbers where maps need %d",
              node.op(),
              node.name(),
              all.length,
              count));
    }
    return IntStream.of(all).boxed().toList();
  }

  private static MalformedModelException misfit(TfNode node, @Nullable TfNode convolution) {
    return new MalformedModelException(
        "%s %s behind %s is no dilated convolution; only those are read"
            .formatted(
                node.op(), node.name(), convolution == null ? node.input(0) : convolution.name()));
  }
}
