package io.manako.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.graph.Graph;
import io.manako.model.ModelException;
import io.manako.zoo.PublishedResult.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks by name. */
class ZooTest {

  @ParameterizedTest
  @MethodSource("io.manako.zoo.Zoo#models")
  void everyNetworkIsNamedAsTheUserTypesIt(ZooModel model) {
    assertThat(model.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(Zoo.find(model.name())).isSameAs(model);
    assertThat(model.paper()).matches("[A-Z].* \\d{4}, .+");
    assertThat(model.build(model.variant()).name()).isEqualTo(model.name());
  }

  @Test
  void aMistypedNameIsAnsweredWithTheNearestOne() {
    assertThatThrownBy(() -> Zoo.find("mobilnet-v2"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("the zoo has no network mobilnet-v2; did you mean mobilenet-v2? ")
        .hasMessageContaining("ssdlite-mobilenet-v2");
  }

  @Test
  void onlyPublishedMembersHaveAPublishedAccuracy() {
    ZooModel v1 = Zoo.find("mobilenet-v1");
    Variant half = v1.variant().withWidth(0.5);
    assertThat(v1.published(half).orElseThrow().value()).isEqualTo(63.7);
    assertThat(v1.published(half.withSize(100))).isEmpty();
    assertThat(v1.published(half.withWidth(0.6))).isEmpty();
    assertThat(v1.published(half.withSize(32).withClasses(10)).orElseThrow().measure())
        .isEqualTo(Measure.CIFAR10_TOP1);
  }

  @Test
  void aMemberThatNobodyPublishedIsBuiltAllTheSame() {
    ZooModel v2 = Zoo.find("mobilenet-v2");
    Graph graph = v2.build(v2.variant().withWidth(0.6).withSize(100).withClasses(7));
    assertThat(graph.constants().get("logits/bias").shape().size()).isEqualTo(7);
  }

  @Test
  void aWidthOfANetworkWithoutOneIsRefused() {
    ZooModel model = Zoo.find("resnet-50");
    assertThatThrownBy(() -> model.build(model.variant().withWidth(0.5)))
        .isInstanceOf(ModelException.class)
        .hasMessage("resnet-50 has no width multiplier, so 0.5 cannot be had; leave it at 1.0");
  }

  @Test
  void picturesThatAreTooSmallAreRefusedWithTheLayer() {
    ZooModel model = Zoo.find("vgg-16");
    assertThatThrownBy(() -> model.build(model.variant().withSize(16)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "vgg-16 cannot be built for pictures of 16×16: the window of pool5 does not fit into a"
                + " map of 1×1; take larger pictures");
  }

  @Test
  void sizesThatDoNotHalveOftenEnoughAreRefused() {
    ZooModel model = Zoo.find("yolov2");
    assertThatThrownBy(() -> model.build(model.variant().withSize(100)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("100×100: the size must be a multiple of 32");
  }
}
