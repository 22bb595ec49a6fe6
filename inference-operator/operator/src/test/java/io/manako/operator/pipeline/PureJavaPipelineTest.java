package io.manako.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.engine.ChildJvm;
import io.manako.model.TestModels;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from bytes to objects in a JVM that has no native library to load. */
@Timeout(600)
class PureJavaPipelineTest {
  @TempDir private Path folder;

  @Test
  void aJvmWithoutNativeLibrariesFindsThePeopleThatAJvmWithThemFinds() throws Exception {
    TestModels.detector();
    Path picture = folder.resolve("vtest.png");
    try (InputStream in =
        getClass().getResourceAsStream("/io/manako/model/reference/vtest_300.png")) {
      Files.copy(in, picture);
    }
    String found = run(picture);
    assertThat(found).contains("label=person").isEqualTo(PureJavaProbe.answer(picture));
  }

  private static String run(Path picture) throws Exception {
    List<String> flags = List.of("--add-modules", "jdk.incubator.vector", "-cp", classPath());
    return ChildJvm.lastLine(PureJavaProbe.class, flags, picture.toString());
  }

  /** This JVM's, without the jars that bring native libraries. */
  private static String classPath() {
    List<String> all =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    List<String> pure =
        all.stream()
            .filter(jar -> !jar.contains("bytedeco") && !jar.contains("onnxruntime"))
            .toList();
    assertThat(pure).hasSizeLessThan(all.size());
    return pure.stream().collect(Collectors.joining(File.pathSeparator));
  }
}
