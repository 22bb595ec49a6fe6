package io.manako.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.manako.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Inputs of a file: pictures, and inputs whose numbers are given for every picture. */
final class OnnxInputs {
  private final GivenInputs given;
  private final Map<String, Shape> pictures = new LinkedHashMap<>();
  private final Map<String, Literal> constants = new LinkedHashMap<>();
  private final Map<String, OnnxWholes.Whole> wholes = new LinkedHashMap<>();

  OnnxInputs(GraphProto proto, GivenInputs given) {
    this.given = given;
    Set<String> initialised =
        proto.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    for (ValueInfoProto input : proto.getInputList()) {
      if (!initialised.contains(input.getName())) {
        add(input);
      }
    }
  }

  /** Returns the shapes of the inputs that are pictures. */
  Map<String, Shape> pictures() {
    return pictures;
  }

  /** Returns the numbers of the other inputs. */
  Map<String, Literal> constants() {
    return constants;
  }

  /** Returns the inputs that hold integers. */
  Map<String, OnnxWholes.Whole> wholes() {
    return wholes;
  }

  private void add(ValueInfoProto input) {
    String name = input.getName();
    DataType type = DataType.forNumber(input.getType().getTensorType().getElemType());
    List<Float> numbers = given.constants().get(name);
    if (numbers != null && type != null) {
      constants.put(name, constant(name, shape(input), numbers).as(type));
      return;
    }
    switch (type == null ? DataType.UNDEFINED : type) {
      case FLOAT, FLOAT16 -> {}
      case UINT8, INT32 -> wholes.put(name, OnnxWholes.picture(type));
      default ->
          throw new MalformedModelException(
              ("input %s is of type %s; pictures are float32, float16, uint8 or int32. If it is no"
                      + " picture, give its numbers in model.yaml: input.constants.%s")
                  .formatted(name, type, name));
    }
    pictures.put(name, shape(input));
  }

  private static Literal constant(String name, Shape shape, List<Float> numbers) {
    int[] dims = shape.dims();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == Shape.DYNAMIC ? 1 : dims[i];
    }
    if (Shape.of(dims).size() != numbers.size()) {
      throw new MalformedModelException(
          "input %s of shape %s needs %s numbers, model.yaml gives %s"
              .formatted(name, shape, Shape.of(dims).size(), numbers.size()));
    }
    double[] values = numbers.stream().mapToDouble(v -> v).toArray();
    return new Literal(Shape.of(dims), values, DataType.DOUBLE);
  }

  private Shape shape(ValueInfoProto input) {
    TypeProto.Tensor type = input.getType().getTensorType();
    List<Dimension> dims = type.getShape().getDimList();
    int[] d = new int[dims.size()];
    for (int i = 0; i < d.length; i++) {
      long v = dims.get(i).getDimValue();
      boolean open = dims.get(i).getValueCase() != Dimension.ValueCase.DIM_VALUE;
      if (v == 0 && !open) {
        throw new MalformedModelException("input " + input.getName() + " has an extent of 0");
      }
      d[i] =
          open
              ? extent(input.getName(), i, d.length)
              : (int) Math.max(-2, Math.min(v, Integer.MAX_VALUE));
    }
    try {
      return Shape.of(d);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException("input " + input.getName() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the extent that replaces an open one. */
  private int extent(String name, int axis, int rank) {
    Shape shape = given.shapes().get(name);
    return shape == null || shape.rank() != rank ? Shape.DYNAMIC : shape.dim(axis);
  }
}
