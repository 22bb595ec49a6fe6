package io.manako;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A class that wraps another one of its kind forwards the calls that it does not change. */
public final class ForwardingRules {
  private static final String PIPELINES = "io.manako.operator.pipeline.";

  @ArchTest
  static final ArchRule pipelinesAroundPipelinesForward =
      forwarding(PIPELINES + "FramePipeline", PIPELINES + "ForwardingPipeline");

  @ArchTest
  static final ArchRule batchesAroundBatchesForward =
      forwarding(PIPELINES + "PictureBatch", PIPELINES + "ForwardingBatch");

  private static ArchRule forwarding(String type, String forwarder) {
    return classes()
        .that(wrap(type))
        .should()
        .beAssignableTo(forwarder)
        .because("a new default method of " + type + " would get lost")
        // The modules below the operator have none.
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> wrap(String type) {
    return describe(
        "are a " + type + " and have one",
        wrapper ->
            wrapper.isAssignableTo(type)
                && wrapper.getFields().stream()
                    .anyMatch(field -> field.getRawType().isAssignableTo(type)));
  }

  private ForwardingRules() {}
}
