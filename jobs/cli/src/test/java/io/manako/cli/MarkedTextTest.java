package io.manako.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.job.JobOptions;
import io.manako.job.KafkaProperties;
import io.manako.local.terminal.CommandException;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelException;
import io.manako.model.ModelSpec;
import io.manako.model.ModelStore;
import io.manako.model.TextFile;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Editors of Windows begin text with a byte order mark and end lines with CR and LF. */
class MarkedTextTest {
  private static final String MODEL = "model.yaml";

  /** A file that a person writes: its name, what it holds, and what is made of it. */
  private enum Reader {
    LABELS("labels.txt", "person\ncar\n", file -> model(file).labels()),
    DESCRIPTION(MODEL, null, file -> model(file)),
    CATALOG("models.yaml", null, file -> ModelCatalog.read(file).entries()),
    OPTIONS(
        "options.yaml",
        "topics.frames: a\njob.name: b\n",
        file -> JobOptions.load(file, Map.of()).flink().toMap().get("pipeline.name")),
    KAFKA(
        "client.properties",
        "security.protocol=SSL\nssl.truststore.location=/t\n",
        file -> KafkaProperties.of(Map.of(), file)),
    SCENES("scenes.yaml", "- {camera_id: Küche}\n", SceneReader::read),
    SCENES_IN_JSON("scenes.json", "[{\"camera_id\":\"Küche\"}]\n", SceneReader::read),
    BOXES("det.txt", "1,-1,1,2,3,4,0.5\n2,-1,1,2,3,4,0.5\n", MotPath::read),
    TRACKS("tracks.jsonl", "{\"schema\":\"video.events/1\"}\n", MarkedTextTest::measured),
    TOKEN(
        "token",
        "Geheim-1234567890\n",
        file -> PageToken.find(file, new InetSocketAddress("127.0.0.1", 0)));

    private final String file;
    private final String text;
    private final Use use;

    Reader(String file, String text, Use use) {
      this.file = file;
      this.text = text;
      this.use = use;
    }
  }

  private interface Use {
    Object read(Path file) throws IOException;
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Reader.class)
  void aMarkAndOtherLineEndsChangeNothing(Reader reader) throws IOException {
    Path file = write(reader);
    String text = Files.readString(file);
    Object plain = reader.use.read(file);

    Files.writeString(file, "\uFEFF" + text);
    assertThat(reader.use.read(file)).as("with a mark").isEqualTo(plain);
    Files.writeString(file, "\uFEFF" + text.replace("\n", "\r\n"));
    assertThat(reader.use.read(file)).as("with CR and LF").isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void anotherEncodingIsRefusedByName(Reader reader) throws IOException {
    Path file = write(reader);
    Files.write(file, ("\uFEFF" + Files.readString(file)).getBytes(UTF_16LE));

    assertThatThrownBy(() -> reader.use.read(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is written in UTF-16; save it as UTF-8");
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void bytesThatAreNoTextAreRefusedAsAFaultOfTheContent(Reader reader) throws IOException {
    Path file = write(reader);
    Files.write(file, (Files.readString(file) + "# Küche\n").getBytes(ISO_8859_1));

    assertThatThrownBy(() -> reader.use.read(file))
        .hasMessageContaining(file + " is no text in UTF-8; save it as UTF-8")
        .isInstanceOfAny(
            IllegalArgumentException.class,
            ModelException.class,
            CommandException.class,
            // The token's only caller is the command line, which prints such a message as it is.
            reader == Reader.TOKEN ? TextFile.EncodingException.class : CommandException.class);
  }

  @Test
  void aSecretInTheFirstLineIsFoundByKafkaBehindAMark() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("client.properties"), "\uFEFFssl.key.password=xyz\nacks=all\n");

    Properties properties = KafkaProperties.of(Map.of(), file);

    assertThat(properties.getProperty("ssl.key.password")).startsWith("${file:");
    KafkaProperties.requireSecrets(properties);
  }

  private Path write(Reader reader) throws IOException {
    Path config = Path.of("..", "..", "config");
    Files.copy(config.resolve("model.example.yaml"), folder.resolve(MODEL));
    Files.copy(config.resolve("models.yaml"), folder.resolve("models.yaml"));
    Files.writeString(folder.resolve("labels.txt"), "person\ncar\n");
    Files.writeString(folder.resolve("model.onnx"), "weights");
    Path file = folder.resolve(reader.file);
    return reader.text == null ? file : Files.writeString(file, reader.text);
  }

  private static ModelSpec model(Path file) {
    return new ModelStore(file.resolveSibling("home"))
        .load(file.resolveSibling("model.onnx").toString())
        .spec();
  }

  private static Object measured(Path file) throws IOException {
    Path truth = Files.writeString(file.resolveSibling("gt.txt"), "1,1,10,10,30,80,1\n");
    CommandRun run = CommandRun.of("eval", "mot", "--gt", truth + "", "--tracks", file + "");
    if (run.err().contains("UTF-")) {
      throw new CommandException(run.err());
    }
    return run;
  }
}
