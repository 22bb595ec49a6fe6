package io.manako;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.Arrays;

@AnalyzeClasses(packages = "io.manako", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule imagesKnowNothingElse =
      layer("image", "operator", "track", "detect", "engine", "zoo", "graph", "model", "tensor");

  @ArchTest
  static final ArchRule watchesKnowNothing =
      layer(
          "watch",
          "operator",
          "track",
          "detect",
          "engine",
          "zoo",
          "graph",
          "model",
          "tensor",
          "image");

  @ArchTest
  static final ArchRule tensorsKnowOnlyImages =
      layer("tensor", "operator", "track", "detect", "engine", "zoo", "graph", "model");

  @ArchTest
  static final ArchRule modelsDoNotKnowWhoRunsThem =
      layer("model", "operator", "track", "detect", "engine");

  @ArchTest
  static final ArchRule graphsDoNotKnowWhoRunsThem =
      layer("graph", "operator", "track", "detect", "engine");

  @ArchTest static final ArchRule detectorsDoNotKnowTheOperator = layer("detect", "operator");

  @ArchTest static final ArchRule trackersDoNotKnowTheOperator = layer("track", "operator");

  @ArchTest static final ArchRule enginesDoNotKnowTheOperator = layer("engine", "operator");

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.manako.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule plansDoNotKnowTheEnginesThatRunThem =
      noClasses()
          .that()
          .resideInAPackage("io.manako.engine.plan..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.manako.engine"));

  @ArchTest
  static final ArchRule kernelsSeeOnlyArrays =
      noClasses()
          .that()
          .resideInAPackage("io.manako.engine.kernel..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.manako..")
                  .and(not(resideInAPackage("io.manako.engine.kernel.."))));

  @ArchTest
  static final ArchRule javaCppIsKnownOnlyWhereFramesAreDecoded =
      noClasses()
          .that()
          .haveNameNotMatching(
              "io\\.manako\\.image\\."
                  + "(PictureDecoder|Ffmpeg|FfmpegMemory|Video(Codec|Input|Playback|Stream)|GopRules|TolerantRules"
                  + "|StreamRules|StreamClock|ContainerClock|ArrivalClock|LivePackets|PacketSource"
                  + "|MemoryInput|Interruption|RgbConverter|ColourMatrix|DisplayMatrix"
                  + "|LimitedGrey)(\\$.*)?")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.bytedeco.."));

  @ArchTest
  static final ArchRule onnxRuntimeIsKnownToItsEngineOnly =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.manako\\.engine\\.OnnxRuntime.*")
          .should()
          .dependOnClassesThat(resideInAnyPackage("ai.onnxruntime.."));

  @ArchTest
  static final ArchRule theVectorApiIsKnownToKernelsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.manako.engine.kernel..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("jdk.incubator.vector.."));

  @ArchTest
  static final ArchRule flinkIsKnownToTheOperatorOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.manako.operator..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.flink.."));

  @ArchTest
  static final ArchRule theLibraryKnowsNoKafka =
      noClasses().should().dependOnClassesThat(resideInAnyPackage("org.apache.kafka.."));

  private static ArchRule layer(String name, String... above) {
    String[] packages =
        Arrays.stream(above).map(n -> "io.manako." + n + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.manako." + name + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages));
  }

  /** Text that people write may begin with a byte order mark; what machines write does not. */
  @ArchTest
  static final ArchRule textOfPeopleIsReadInOnePlace =
      noClasses()
          .that()
          .haveNameNotMatching(
              "io\\.manako\\.(model\\.(TextFile|NpmClient)"
                  + "|operator\\.ProcessMemory|image\\.DecoderProcess|watch\\.ProcessorQueue)")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(target(nameMatching("readString|readAllLines|lines|newBufferedReader"))));
}
