package io.manako.cli.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.manako.local.files.Home;
import io.manako.local.terminal.CommandException;
import io.manako.model.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** File of a measurement as JSON: keys in snake case, times in milliseconds. */
public final class MeasurementFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path path;

  /** Uses a given file. */
  public MeasurementFile(Path path) {
    this.path = path;
  }

  /** Returns a machine's file: {@code $MANAKO_HOME/measurements/CPU-CORES-JVM.json}. */
  public static MeasurementFile of(Machine machine) {
    return new MeasurementFile(
        Home.folder().resolve("measurements").resolve(machine.slug() + ".json"));
  }

  /** Returns the path, whether the file exists or not. */
  public Path path() {
    return path;
  }

  /** Returns whether the file exists. */
  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Reads the file.
   *
   * @throws CommandException with a sentence if the file holds something else
   * @throws NoSuchFileException if it is missing
   */
  public Measurement read() throws IOException {
    try {
      return JSON.readValue(TextFile.read(path), Measurement.class);
    } catch (TextFile.EncodingException e) {
      throw new CommandException(e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new CommandException(
          "%s is not a measurement: %s; measure again, or delete it"
              .formatted(path, e.getOriginalMessage()),
          e);
    }
  }

  /** Reads the file; returns {@code none} if it is missing. */
  public Measurement readOr(Measurement none) throws IOException {
    return exists() ? read() : none;
  }

  /** Replaces the file atomically. */
  public void write(Measurement measurement) throws IOException {
    Path folder = Files.createDirectories(path.toAbsolutePath().getParent());
    Path temporary = Files.createTempFile(folder, "measuring-", ".json");
    try {
      Files.writeString(
          temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(measurement) + "\n");
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
