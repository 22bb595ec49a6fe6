package io.manako.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Builds small ONNX files the way exporters write them. Node names are the names of outputs. */
public final class OnnxSketch {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("sketch");
  private final int opset;

  public OnnxSketch(int opset) {
    this.opset = opset;
  }

  /** An input {@code x} of that shape, the batch open. */
  public static OnnxSketch reading(int opset, int... dims) {
    OnnxSketch sketch = new OnnxSketch(opset);
    sketch.graph.addInput(value("x", TensorProto.DataType.FLOAT_VALUE, dims));
    return sketch;
  }

  public OnnxSketch input(String name, int type, int... dims) {
    graph.addInput(value(name, type, dims));
    return this;
  }

  /** Random weights of −0.5 … 0.5. */
  public OnnxSketch weight(String name, int... dims) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    float[] data = new float[size];
    for (int i = 0; i < size; i++) {
      data[i] = (float) (random.nextDouble() - 0.5);
    }
    return floats(name, dims, data);
  }

  public OnnxSketch floats(String name, int[] dims, float... data) {
    graph.addInitializer(OnnxProtos.floats(name, dims, data));
    return this;
  }

  public OnnxSketch scalar(String name, float value) {
    return floats(name, new int[0], value);
  }

  public OnnxSketch ints(String name, long... values) {
    TensorProto.Builder t =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64_VALUE);
    t.addDims(values.length);
    Arrays.stream(values).forEach(t::addInt64Data);
    graph.addInitializer(t);
    return this;
  }

  public OnnxSketch index(String name, long value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addInt64Data(value));
    return this;
  }

  public OnnxSketch bytes(String name, int type, int[] dims, int... values) {
    byte[] raw = new byte[values.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) values[i];
    }
    TensorProto.Builder t =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .setRawData(ByteString.copyFrom(raw));
    Arrays.stream(dims).forEach(t::addDims);
    graph.addInitializer(t);
    return this;
  }

  public OnnxSketch tensor(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A node that writes {@code output}; inputs are separated by blanks, a dash is none. */
  public OnnxSketch node(String type, String output, String inputs, AttributeProto... attributes) {
    NodeProto.Builder n = NodeProto.newBuilder().setOpType(type).setName(output + ".node");
    for (String out : output.split(" ")) {
      n.addOutput(out);
    }
    for (String in : inputs.split(" ")) {
      n.addInput(in.equals("-") ? "" : in);
    }
    graph.addNode(n.addAllAttribute(Arrays.asList(attributes)));
    return this;
  }

  public OnnxSketch changed(Consumer<GraphProto.Builder> change) {
    change.accept(graph);
    return this;
  }

  public static AttributeProto attribute(String name, long value) {
    return of(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  public static AttributeProto attribute(String name, float value) {
    return of(name, AttributeProto.AttributeType.FLOAT).setF(value).build();
  }

  public static AttributeProto attribute(String name, String value) {
    return of(name, AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  public static AttributeProto attribute(String name, long[] values) {
    AttributeProto.Builder a = of(name, AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(a::addInts);
    return a.build();
  }

  private static AttributeProto.Builder of(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** The file's bytes with one output of that rank. */
  public byte[] writing(String output, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, -1);
    graph.clearOutput().addOutput(value(output, TensorProto.DataType.FLOAT_VALUE, dims));
    return file();
  }

  private byte[] file() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** The file's bytes with those outputs, each of the rank beside its name. */
  public byte[] writing(Map<String, Integer> ranks) {
    graph.clearOutput();
    ranks.forEach(
        (name, rank) -> {
          int[] dims = new int[rank];
          Arrays.fill(dims, -1);
          graph.addOutput(value(name, TensorProto.DataType.FLOAT_VALUE, dims));
        });
    return file();
  }

  private static ValueInfoProto value(String name, int type, int... dims) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0) {
        tensor.getShapeBuilder().addDimBuilder().setDimParam(name + "_" + i);
      } else {
        tensor.getShapeBuilder().addDimBuilder().setDimValue(dims[i]);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
