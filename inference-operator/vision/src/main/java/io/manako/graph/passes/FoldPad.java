package io.manako.graph.passes;

import io.manako.graph.Border;
import io.manako.graph.LayerNode.Conv;
import io.manako.graph.MoveNode.Pad;
import io.manako.graph.Node;
import io.manako.graph.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves zero padding around a map into the window of the convolution that reads it. */
public final class FoldPad implements Rule<Conv> {
  @Override
  public Class<Conv> kind() {
    return Conv.class;
  }

  @Override
  public @Nullable Node replacement(Conv conv, GraphEditor graph) {
    Pad pad = graph.soleWriter(Pad.class, conv.input());
    if (pad == null || !padsMapsWithZeros(pad)) {
      return null;
    }
    List<Integer> before = pad.margins().before();
    List<Integer> after = pad.margins().after();
    Border zeros = new Border(before.get(2), before.get(3), after.get(2), after.get(3));
    Window window = conv.window();
    return conv.over(pad.input(), window.around(window.padding().plus(zeros)));
  }

  private static boolean padsMapsWithZeros(Pad pad) {
    List<Integer> none = List.of(0, 0);
    return pad.value() == 0
        && pad.margins().before().size() == 4
        && pad.margins().before().subList(0, 2).equals(none)
        && pad.margins().after().subList(0, 2).equals(none);
  }
}
