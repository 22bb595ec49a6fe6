package io.manako.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.EngineOptions.Kind;
import io.manako.local.terminal.CommandException;
import io.manako.zoo.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementFileTest {
  private static final Machine MACHINE = new Machine("a processor", 4, "17.0.1", "java");

  @TempDir Path folder;

  private static NetworkTime time(double alpha, Kind engine, double millis) {
    return new NetworkTime("mobilenet-v1", alpha, 224, 1000, engine, 1, millis);
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    Measurement measurement =
        Measurement.none(MACHINE).with(List.of(time(0.5, Kind.ONNXRUNTIME, 7.25)));
    MeasurementFile file = new MeasurementFile(folder.resolve("new/folder/machine.json"));
    file.write(measurement);
    assertThat(file.read()).isEqualTo(measurement);
    assertThat(Files.readString(file.path())).contains("\"engine\" : \"onnxruntime\"");
  }

  @Test
  void aNewTimeReplacesTheOldOneOfTheSameNetworkAndEngine() {
    Measurement measurement =
        Measurement.none(MACHINE)
            .with(List.of(time(0.5, Kind.JAVA, 9), time(0.5, Kind.ONNXRUNTIME, 8)))
            .with(List.of(time(0.5, Kind.JAVA, 7)));
    Variant half = Variant.imageNet(0.5, 224);
    assertThat(measurement.networks()).hasSize(2);
    assertThat(measurement.millis("mobilenet-v1", half, Kind.JAVA)).hasValue(7);
    assertThat(measurement.millis("mobilenet-v1", half, Kind.ONNXRUNTIME)).hasValue(8);
    assertThat(measurement.millis("mobilenet-v1", Variant.imageNet(1, 224), Kind.JAVA)).isEmpty();
  }

  @Test
  void aFileOfSomethingElseIsASentence() throws Exception {
    Path path = Files.writeString(folder.resolve("other.json"), "{\"machine\": 3}");
    assertThatThrownBy(() -> new MeasurementFile(path).read())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("other.json is not a measurement")
        .hasMessageContaining("measure again");
  }

  @Test
  void aMachinesFileIsNamedByProcessorCoresAndJvm() {
    Path path = MeasurementFile.of(new Machine("AMD EPYC (Zen 3)", 2, "17.0.15", "java")).path();
    assertThat(path).hasFileName("amd-epyc-zen-3-2-cores-jdk-17.0.15.json");
  }
}
