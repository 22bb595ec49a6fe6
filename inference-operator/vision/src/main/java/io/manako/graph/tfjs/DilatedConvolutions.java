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
 * Recognises dilated convolutions as TensorFlow 1 wrote them: {@code SpaceToBatchND} deals the
 * pixels of a map out to block · block smaller maps, a convolution without padding runs on each,
 * and {@code BatchToSpaceND} puts them together again. It is one convolution whose taps lie a block
 * apart (Yu and Koltun 2016, section 2), with the zeros that are added and not cropped as padding.
 */
final class DilatedConvolutions {
  private static final List<Integer> ONE = List.of(1, 1);

  private final ShapeArithmetic extents;
  private final Map<String, Dealt> dealt = new HashMap<>();
  private final Map<String, TfNode> waiting = new HashMap<>();

  /**
   * Pixels that are dealt out.
   *
   * @param input the whole map
   * @param block rows and columns of the blocks
   * @param zeros top, bottom, left, right
   */
  private record Dealt(TfValue input, List<Integer> block, List<Integer> zeros) {}

  /**
   * A convolution of a whole map.
   *
   * @param node which convolution
   * @param input what it reads
   */
  record Convolution(TfNode node, TfValue input, TfWindow window) {}

  DilatedConvolutions(ShapeArithmetic extents) {
    this.extents = extents;
  }

  /** Takes a {@code SpaceToBatchND}. */
  void deal(TfNode node, TfValue input) {
    List<Integer> block = numbers(node, 1, 2);
    if (block.stream().anyMatch(b -> b < 1)) {
      throw new MalformedModelException(
          "%s %s has blocks of %s; they are of 1 or more".formatted(node.op(), node.name(), block));
    }
    dealt.put(node.name(), new Dealt(input, block, numbers(node, 2, 4)));
  }

  /** Whether a convolution runs on dealt pixels; it then waits until they are put together. */
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

  /** The convolution that a {@code BatchToSpaceND} completes. */
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
