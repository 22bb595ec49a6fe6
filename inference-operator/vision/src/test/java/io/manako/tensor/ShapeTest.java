package io.manako.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void sizeIsTheProductOfTheExtents() {
    assertThat(Shape.of(2, 3, 4).size()).isEqualTo(24);
    assertThat(Shape.of().size()).isEqualTo(1);
  }

  @Test
  void aDynamicBatchHasNoSizeUntilItIsBound() {
    Shape shape = Shape.of(Shape.DYNAMIC, 3);
    assertThatThrownBy(shape::size).hasMessageContaining("[Nx3]");
    assertThat(shape.withBatch(5).size()).isEqualTo(15);
  }

  @Test
  void hostileExtentsAreRefused() {
    assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20)).hasMessageContaining("too large");
    assertThatThrownBy(() -> Shape.of(-2)).hasMessageContaining("negative");
  }
}
