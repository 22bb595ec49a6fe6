package io.manako.engine;

import io.manako.graph.Graph;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Prints a hash of the bits that every test network answers. */
final class DigestProbe {
  private DigestProbe() {}

  public static void main(String[] args) {
    int hash = 1;
    for (Graph graph : TestNetworks.all().toList()) {
      try (JavaEngine engine = JavaEngine.of(graph, TestNetworks.options(1, 1), graph)) {
        List<Tensor> outputs = engine.run(TestNetworks.pictures(engine), 1);
        for (Tensor output : outputs) {
          hash = 31 * hash + Arrays.hashCode(output.toArray());
        }
      }
    }
    System.out.println(Integer.toHexString(hash));
  }
}
