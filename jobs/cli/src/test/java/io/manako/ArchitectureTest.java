package io.manako;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;

@AnalyzeClasses(
    packages = {"io.manako.cli", "io.manako.dashboard", "io.manako.job", "io.manako.wire"},
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
          .layer("dashboard")
          .definedBy("io.manako.dashboard..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("dashboard")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("job", "cli", "dashboard");

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
  static final ArchRule packagesHaveNoCircles =
      slices().matching("io.manako.(*)..").should().beFreeOfCycles();

  /** Text that people write may begin with a byte order mark; what machines write does not. */
  @ArchTest
  static final ArchRule textOfPeopleIsReadInOnePlace =
      noClasses()
          .that()
          .haveNameNotMatching(
              "io\\.manako\\.(cli\\.(bench|chaos)\\..*|cli\\.measure\\.Machine"
                  + "|job\\.KafkaProperties)")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(target(nameMatching("readString|readAllLines|lines|newBufferedReader"))));
}
