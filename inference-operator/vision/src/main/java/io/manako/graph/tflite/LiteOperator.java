package io.manako.graph.tflite;

import io.manako.graph.Extent;
import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfWindow;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a model.
 *
 * @param index position of the operation; part of its node's name
 * @param kind kind of the operation
 * @param inputs numbers of tensors, −1 for one that is omitted
 * @param outputs numbers of tensors
 * @param options options of this kind of operation, or null
 * @param custom options of a custom operation in that operation's own format, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LiteOperator(
    int index,
    LiteKind kind,
    int[] inputs,
    int[] outputs,
    @Nullable FlatTable options,
    ByteBuffer custom) {
  /** Maximum kernel, stride or dilation, in pixels; no picture network has more. */
  private static final int MAX_STEP = TfWindow.MAX_STEP;

  private static final int SAME = 0;
  private static final int CUSTOM_SAME = 1;
  private static final int CUSTOM_BYTES = 12;

  int code() {
    return kind.code();
  }

  int input(int i) {
    if (i >= inputs.length) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "%s has %d inputs; it needs more than %d", this, inputs.length, i));
    }
    return inputs[i];
  }

  boolean hasInput(int i) {
    return i < inputs.length && inputs[i] >= 0;
  }

  int output() {
    if (outputs.length != 1) {
      throw new MalformedModelException(
          String.format(Locale.ROOT, "%s has %d outputs; one is read", this, outputs.length));
    }
    return outputs[0];
  }

  int integer(int field, int otherwise) {
    return options == null ? otherwise : options.integer(field, otherwise);
  }

  int unsignedByte(int field) {
    return options == null ? 0 : options.unsignedByte(field, 0);
  }

  boolean flag(int field) {
    return options != null && options.flag(field);
  }

  float real(int field, float otherwise) {
    return options == null ? otherwise : options.real(field, otherwise);
  }

  /**
   * Returns strides and padding, with which the options of every window begin.
   *
   * @param dilation field of the dilation of columns, followed by that of rows; −1 for none
   */
  TfWindow window(int dilation) {
    List<Integer> dilations =
        dilation < 0 ? List.of(1, 1) : List.of(step(dilation + 1, 1), step(dilation, 1));
    return new TfWindow(
        List.of(step(2, 0), step(1, 0)),
        dilations,
        unsignedByte(0) == SAME ? "SAME" : "VALID",
        List.of());
  }

  /**
   * Returns the strides of MediaPipe's transposed convolution, whose options are three integers:
   * padding, stride of columns, stride of rows.
   *
   * @throws MalformedModelException if the padding is not SAME
   */
  Extent customStrides() {
    if (custom.remaining() < CUSTOM_BYTES || custom.getInt(0) != CUSTOM_SAME) {
      throw new MalformedModelException(this + " has no padding of the kind SAME, which is read");
    }
    return new Extent(checkedStep(custom.getInt(8)), checkedStep(custom.getInt(4)));
  }

  /**
   * Returns a number of pixels; throws {@link MalformedModelException} unless it is 1 to {@code
   * MAX_STEP}.
   */
  int step(int field, int otherwise) {
    return checkedStep(integer(field, otherwise));
  }

  private int checkedStep(int pixels) {
    if (pixels < 1 || pixels > MAX_STEP) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "%s steps by %d pixels; it is 1 to %d", this, pixels, MAX_STEP));
    }
    return pixels;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "operation %d (%s)", index, kind);
  }
}
