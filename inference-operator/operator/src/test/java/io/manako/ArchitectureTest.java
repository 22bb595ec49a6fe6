package io.manako;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.manako", importOptions = MainClasses.class)
class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule theOperatorKnowsNoKafka =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

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
