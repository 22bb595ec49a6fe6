package io.manako.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeCheckIT {
  private static final Path RELEASED = Path.of("../chaos/src/test/resources/released");
  private static final Path SCHEMAS = Path.of("../../config/schemas");

  @TempDir private Path folder;

  @Test
  void everyReleasedSavepointGoesOn() throws Exception {
    ChaosRuns.assertHolds(new UpgradeCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void anotherUidOfAnOperatorIsFound() throws Exception {
    Path copy = folder.resolve("released");
    FileUtils.copy(
        new org.apache.flink.core.fs.Path(RELEASED.toAbsolutePath().toUri()),
        new org.apache.flink.core.fs.Path(copy.toUri()),
        false);
    Path metadata = copy.resolve("0.1.0/_metadata");
    Files.write(metadata, withAnotherUid(Files.readAllBytes(metadata)));

    Report report = new UpgradeCheck(copy).run(ChaosRuns.shortly(folder));

    System.out.printf("another uid:%n%s", report);
    assertThat(report.broken())
        .extracting(Figure::name)
        .containsExactly("0.1.0: jobs that went on");
    assertThat(report.toString()).contains("Cannot map checkpoint/savepoint state");
  }

  /** The tracking's id is a hash of its uid. */
  private static byte[] withAnotherUid(byte[] metadata) throws IOException {
    CheckpointMetadata read =
        Checkpoints.loadCheckpointMetadata(
            new DataInputStream(new ByteArrayInputStream(metadata)),
            UpgradeCheckIT.class.getClassLoader(),
            "");
    OperatorState tracking =
        read.getOperatorStates().stream()
            .filter(state -> state.getOperatorUid().orElse("").equals("tracking"))
            .findFirst()
            .orElseThrow();
    String bytes = new String(metadata, StandardCharsets.ISO_8859_1);
    String id = new String(tracking.getOperatorID().getBytes(), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains(id);
    return bytes.replace(id, new StringBuilder(id).reverse()).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void releasedRecordsFitTheSchemas() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> versions = Files.list(RELEASED)) {
      for (Path version : versions.toList()) {
        for (StoredRecord record : StoredRecord.read(version.resolve("records.jsonl"))) {
          wrong.addAll(wrong(record));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> wrong(StoredRecord record) throws IOException {
    byte[] value = record.record().value();
    String schema =
        switch (record.purpose()) {
          case "frames", "dead-letters" -> "";
          case "control" -> isAboutAModel(value) ? "video.control.model" : "video.control";
          default -> "video." + record.purpose();
        };
    if (schema.isEmpty()) {
      return List.of();
    }
    String text = Files.readString(SCHEMAS.resolve(schema + "-1.schema.json"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(text)
        .validate(new String(value, UTF_8), InputFormat.JSON)
        .stream()
        .map(message -> record.purpose() + ": " + message)
        .toList();
  }

  private static boolean isAboutAModel(byte[] value) throws IOException {
    JsonNode json = new ObjectMapper().readTree(value);
    return json.has("slot");
  }
}
