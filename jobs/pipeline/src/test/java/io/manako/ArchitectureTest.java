package io.manako;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.manako", importOptions = MainClasses.class)
class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule jobsWriteRecords =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("job")
          .definedBy("io.manako.job..")
          .layer("wire")
          .definedBy("io.manako.wire..")
          .whereLayer("job")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theJobSeesNoPixels =
      noClasses()
          .that()
          .resideInAnyPackage("io.manako.job..", "io.manako.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..", "io.manako.image..");

  @ArchTest
  static final ArchRule openTelemetryIsKnownWhereSpansAreMadeOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.manako.job.tracing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule theCommandLineIsKnownWhereASubmissionIsReadOnly =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.manako.job.Submission")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");
}
