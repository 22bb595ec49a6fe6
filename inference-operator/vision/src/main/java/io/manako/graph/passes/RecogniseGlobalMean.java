package io.manako.graph.passes;

import io.manako.graph.Node;
import io.manako.graph.Node.Pool;
import io.manako.graph.Node.ReduceMean;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns an average pooling whose only window is the whole map into a mean over the map. */
public final class RecogniseGlobalMean implements Rule<Pool> {
  @Override
  public Class<Pool> kind() {
    return Pool.class;
  }

  @Override
  public boolean readsShapes() {
    return true;
  }

  @Override
  public @Nullable Node replacement(Pool pool, GraphEditor graph) {
    return pool.kind() != Pool.Kind.MAX && covers(pool.window(), graph.shape(pool.input()))
        ? new ReduceMean(pool.name(), pool.output(), pool.input(), List.of(2, 3), true)
        : null;
  }

  private static boolean covers(Window window, Shape map) {
    Window whole = Window.covering(map.dim(2), map.dim(3));
    return window.kernel().equals(whole.kernel())
        && window.dilation().equals(whole.dilation())
        && window.padding().equals(whole.padding());
  }
}
