package io.manako;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import org.apache.flink.api.common.typeutils.TypeSerializer;

@AnalyzeClasses(packages = "io.manako", importOptions = MainClasses.class)
class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule theOperatorKnowsNoKafka =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

  /** Parts are put together, so that each can be read and tested without a superclass. */
  @ArchTest
  static final ArchRule noClassExtendsAnotherOfOurs =
      classes()
          .should(
              new ArchCondition<>("extend no class of ours") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getRawSuperclass()
                      .filter(superclass -> superclass.getPackageName().startsWith("io.manako"))
                      // Flink's serializers are classes, and what all of ours share is one too.
                      .filter(superclass -> !superclass.isAssignableTo(TypeSerializer.class))
                      .filter(superclass -> !superclass.isEnum())
                      .ifPresent(
                          superclass ->
                              events.add(
                                  violated(
                                      type, type.getName() + " extends " + superclass.getName())));
                }
              });

  /** Tracking works on results; it knows nothing of pixels, batches and models. */
  @ArchTest
  static final ArchRule trackingKnowsOnlyResults =
      noClasses()
          .that()
          .resideInAPackage("io.manako.operator.tracking..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.manako.operator.batch..",
              "io.manako.operator.inference..",
              "io.manako.operator.models..",
              "io.manako.operator.pipeline..",
              "io.manako.engine..");
}
