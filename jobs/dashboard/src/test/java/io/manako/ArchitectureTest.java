package io.manako;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.manako", importOptions = MainClasses.class)
class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule thePageKeepsWhatTheFeedReadsAndTheServerShows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("page")
          .definedBy("io.manako.dashboard")
          .layer("web")
          .definedBy("io.manako.dashboard.web..")
          .layer("feed")
          .definedBy("io.manako.dashboard.feed..")
          .layer("state")
          .definedBy("io.manako.dashboard.state..")
          .whereLayer("page")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("page")
          .whereLayer("feed")
          .mayOnlyBeAccessedByLayers("page", "web");
}
