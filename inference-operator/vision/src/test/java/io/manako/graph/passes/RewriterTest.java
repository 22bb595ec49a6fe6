package io.manako.graph.passes;

import static io.manako.graph.passes.Networks.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.MoveNode.Identity;
import io.manako.graph.Node;
import io.manako.graph.Node.Activate;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every rule can rely on. */
class RewriterTest {
  private final Graph chain =
      reading(-1, 3)
          .constant("c", 3)
          .of(
              new Activate("first", "first", "x", Activation.RELU),
              new Activate("second", "second", "first", Activation.SIGMOID),
              new Binary("add", "add", "second", "c", Operator.ADD),
              new Activate("last", "last", "add", Activation.RELU6));

  /** A rule over additions. */
  private record OnAdditions(BiFunction<Binary, GraphEditor, @Nullable Node> rewrite)
      implements Rule<Binary> {
    @Override
    public Class<Binary> kind() {
      return Binary.class;
    }

    @Override
    public @Nullable Node replacement(Binary node, GraphEditor graph) {
      return rewrite.apply(node, graph);
    }
  }

  @Test
  void aRuleThatFitsNowhereLeavesTheGraphItself() {
    assertThat(new OnAdditions((add, graph) -> null).apply(chain)).isSameAs(chain);
  }

  @Test
  void whatAReplacementLeavesUnreadVanishesWithWhatItAloneRead() {
    Graph after =
        new OnAdditions((add, graph) -> new Activate("act", add.output(), "x", Activation.RELU))
            .apply(chain);
    assertThat(after.nodes()).extracting(Node::name).containsExactly("act", "last");
    assertThat(after.constants()).isEmpty();
  }

  @Test
  void anIdentityMakesReadersReadItsInputAndKeepsWhoWritesThat() {
    Graph after =
        new OnAdditions((add, graph) -> new Identity("same", add.output(), add.left()))
            .apply(chain);
    assertThat(after.nodes()).extracting(Node::name).containsExactly("first", "second", "last");
    assertThat(after.nodes().get(2).inputs()).containsExactly("second");
  }

  @Test
  void aLeaderStandsRightBeforeTheNodeThatReadsIt() {
    Graph after =
        new OnAdditions(
                (add, graph) -> {
                  graph.lead(add, new Activate("lead", "led", add.left(), Activation.RELU));
                  return new Binary(add.name(), add.output(), "led", add.right(), Operator.MUL);
                })
            .apply(chain);
    assertThat(after.nodes())
        .extracting(Node::name)
        .containsExactly("first", "second", "lead", "add", "last");
  }
}
