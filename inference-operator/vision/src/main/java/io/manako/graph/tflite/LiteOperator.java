package io.manako.graph.tflite;

import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfWindow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a model.
 *
 * @param index position of the operation; part of its node's name
 * @param code number in the schema's {@code BuiltinOperator}
 * @param inputs numbers of tensors, −1 for one that is omitted
 * @param outputs numbers of tensors
 * @param options options of this kind of operation, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LiteOperator(int index, int code, int[] inputs, int[] outputs, @Nullable FlatTable options) {
  /** Maximum kernel, stride or dilation, in pixels; no picture network has more. */
  private static final int MAX_STEP = TfWindow.MAX_STEP;

  private static final int SAME = 0;

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
   * Returns a number of pixels; throws {@link MalformedModelException} unless it is 1 to {@code
   * MAX_STEP}.
   */
  int step(int field, int otherwise) {
    int pixels = integer(field, otherwise);
    if (pixels < 1 || pixels > MAX_STEP) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "%s steps by %d pixels; it is 1 to %d", this, pixels, MAX_STEP));
    }
    return pixels;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "operation %d (number %d of TensorFlow Lite's schema)", index, code);
  }
}
