package io.manako.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.image.Decoder;
import io.manako.image.MalformedFrameException;
import io.manako.job.OptionEffects.Effect;
import io.manako.job.tracing.SpanExport;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.Option;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option makes a difference where it acts. */
class OptionEffectsTest {
  @TempDir private static Path folder;
  private static EmbeddedKafka broker;
  private static byte[] picture;
  private static Map<String, Effect> effects;

  @BeforeAll
  static void prepare() throws Exception {
    broker = EmbeddedKafka.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<NewTopic> topics =
          List.of(new NewTopic("video.control", 1, (short) 1), new NewTopic("other", 1, (short) 1));
      admin.createTopics(topics).all().get();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB), "png", png);
    picture = png.toByteArray();
    Path properties = Files.writeString(folder.resolve("client.properties"), "client.rack=r\n");
    Path scenes = Files.writeString(folder.resolve("scenes.yaml"), "- camera_id: cam-1\n");
    effects = OptionEffects.all(properties.toString(), scenes.toString());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  static List<String> documented() {
    return new OptionCatalog().options().stream().map(Option::key).toList();
  }

  @Test
  void theTableHasEveryOptionAndNoOther() {
    assertThat(effects.keySet())
        .containsAll(documented())
        .hasSize(documented().size() + 2)
        .contains("kafka.properties.*", "flink.*");
  }

  @ParameterizedTest
  @MethodSource("documented")
  void anOptionMakesADifferenceWhereItActs(String key) throws Exception {
    requireDifference(key, key, effects.get(key).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka.properties.*", "flink.*"})
  void soDoesWhatIsHandedOn(String key) throws Exception {
    String[] setting = effects.get(key).value().split("=", 2);
    requireDifference(key, setting[0], setting[1]);
  }

  private static void requireDifference(String row, String key, String value) throws Exception {
    Effect effect = effects.get(row);
    Map<String, String> settings = new HashMap<>(effect.needs());
    settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
    Object usual = seen(effect, settings);
    assertThat(seen(effect, settings)).as("twice the same").isEqualTo(usual);

    settings.put(key, value.isEmpty() ? "127.0.0.1:1," + broker.bootstrapServers() : value);

    assertThat(seen(effect, settings)).as(key).isNotEqualTo(usual);
  }

  private static Object seen(Effect effect, Map<String, String> settings) throws Exception {
    JobOptions options = JobOptions.load(null, settings);
    return switch (effect.place()) {
      case FLINK -> options.flink().toMap();
      case CHECK -> refusal(options);
      case GRAPH -> graph(options);
      case DECODER -> decoded(options);
      case LIMITS -> options.inference().limits();
    };
  }

  private static String refusal(JobOptions options) {
    Configuration bare = new Configuration();
    bare.set(DeploymentOptions.TARGET, "remote");
    try {
      new ClusterCheck(bare, options).check();
      return "accepted";
    } catch (PreflightException e) {
      return "refused";
    }
  }

  /** What every task gets, byte by byte. */
  private static Map<String, String> graph(JobOptions options) throws Exception {
    InferenceOperatorFactory inference = new InferenceOperatorFactory(options.inference());
    if (options.trace().export()) {
      inference.traceWith(new SpanExport(options.trace(), options.get(JobConfigOptions.NAME)));
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(options.flink());
    new Topology(options, inference, 1 << 20).addTo(environment);
    Map<String, String> nodes = new TreeMap<>();
    for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
      byte[] bytes = InstantiationUtil.serializeObject(node.getOperatorFactory());
      nodes.put(node.getOperatorName(), new String(bytes, ISO_8859_1));
    }
    return nodes;
  }

  /** Which decoder it was and what it made of a picture of 16×12. */
  private static String decoded(JobOptions options) throws IOException {
    StringBuilder seen = new StringBuilder();
    try (Decoder decoder = options.inference().openDecoder()) {
      seen.append(decoder.getClass().getSimpleName()).append(options.inference().codec());
      decoder.decode(
          picture,
          null,
          (image, index, pts) -> seen.append(image.width()).append('x').append(image.height()));
    } catch (MalformedFrameException e) {
      seen.append(e.getMessage());
    }
    return seen.toString();
  }
}
