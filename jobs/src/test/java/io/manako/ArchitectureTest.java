package io.manako;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = {"io.manako.cli", "io.manako.job", "io.manako.wire"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule commandsStartJobsThatWriteRecords =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("io.manako.cli..")
          .layer("job")
          .definedBy("io.manako.job..")
          .layer("wire")
          .definedBy("io.manako.wire..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("job", "cli");

  @ArchTest
  static final ArchRule theJobSeesNoPixels =
      noClasses()
          .that()
          .resideInAnyPackage("io.manako.job..", "io.manako.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..", "io.manako.image..");

  @ArchTest
  static final ArchRule packagesHaveNoCircles =
      slices().matching("io.manako.(*)..").should().beFreeOfCycles();
}
