package io.manako;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.manako", importOptions = MainClasses.class)
class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  /** The arrows between modules, as the build's own files draw them; chaos is plugged in. */
  @ArchTest
  static final ArchRule arrowsPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("io.manako.cli..")
          .layer("chaos")
          .definedBy("io.manako.chaos..")
          .layer("dashboard")
          .definedBy("io.manako.dashboard..")
          .layer("testkit")
          .definedBy("io.manako.testkit..")
          .layer("local")
          .definedBy("io.manako.local..")
          .layer("pipeline")
          .definedBy("io.manako.job..", "io.manako.wire..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("chaos")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("dashboard")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("testkit")
          .mayOnlyBeAccessedByLayers("chaos")
          .whereLayer("local")
          .mayOnlyBeAccessedByLayers("cli", "testkit", "chaos");
}
