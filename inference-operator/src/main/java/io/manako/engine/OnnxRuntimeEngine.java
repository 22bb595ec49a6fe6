package io.manako.engine;

import io.manako.tensor.Tensor;
import java.util.List;

/** PLACEHOLDER of the skeleton commit. */
final class OnnxRuntimeEngine implements Engine {
  @Override
  public EngineInput newInput() {
    throw new EngineException("not there yet");
  }

  @Override
  public List<Tensor> run(EngineInput input, int count) {
    throw new EngineException("not there yet");
  }

  @Override
  public List<String> outputNames() {
    return List.of();
  }

  @Override
  public int maxBatch() {
    return 1;
  }

  @Override
  public String description() {
    return "";
  }

  @Override
  public void close() {}
}
