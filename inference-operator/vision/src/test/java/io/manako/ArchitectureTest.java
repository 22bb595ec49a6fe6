package io.manako;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

@AnalyzeClasses(packages = "io.manako", importOptions = MainClasses.class)
class ArchitectureTest {
  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule imagesKnowNothingElse =
      layer("image", "track", "detect", "engine", "zoo", "graph", "model", "tensor");

  @ArchTest
  static final ArchRule watchesKnowNothing =
      layer("watch", "track", "detect", "engine", "zoo", "graph", "model", "tensor", "image");

  @ArchTest
  static final ArchRule tensorsKnowOnlyImages =
      layer("tensor", "track", "detect", "engine", "zoo", "graph", "model");

  @ArchTest
  static final ArchRule modelsDoNotKnowWhoRunsThem = layer("model", "track", "detect", "engine");

  @ArchTest
  static final ArchRule graphsDoNotKnowWhoRunsThem = layer("graph", "track", "detect", "engine");

  @ArchTest
  static final ArchRule nothingThatRunsModelsKnowsHowForeignOnesAreTakenIn =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.manako.intake..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.manako.intake.."));

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
          .resideOutsideOfPackage("io.manako.media..")
          .and()
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
  static final ArchRule theLibraryKnowsNoFrameworks =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "picocli.."));

  private static ArchRule layer(String name, String... above) {
    String[] packages =
        Arrays.stream(above).map(n -> "io.manako." + n + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.manako." + name + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages));
  }
}
