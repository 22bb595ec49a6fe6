package io.manako.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.dashboard.feed.KafkaReaders;
import io.manako.dashboard.feed.TopicNames;
import io.manako.dashboard.web.Access;
import io.manako.image.PictureEncoder;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From records in a real broker to what a browser is told. */
class DashboardTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static LivePage live;
  private static Stream<String> stream;

  /** The newest view of each camera, as a browser would know it. */
  private static final Map<String, JsonNode> CAMERAS = new ConcurrentHashMap<>();

  private static volatile String everything = "";

  @BeforeAll
  static void startAll() throws Exception {
    live = LivePage.start(Access.loopback());
    HttpRequest request = HttpRequest.newBuilder(URI.create(live.url() + "/api/stream")).build();
    stream = HTTP.send(request, BodyHandlers.ofLines()).body();
    Thread reader = new Thread(() -> stream.forEach(DashboardTest::hear), "test-viewer");
    reader.setDaemon(true);
    reader.start();
  }

  @AfterAll
  static void stopAll() {
    stream.close();
    live.close();
  }

  private static void hear(String line) {
    if (!line.startsWith("data: ")) {
      return;
    }
    try {
      JsonNode message = JSON.readTree(line.substring("data: ".length()));
      everything = message.has("letters") ? line : everything;
      for (JsonNode camera : message.path("cameras")) {
        if (!camera.path("frame").isNull()) {
          CAMERAS.put(camera.path("id").asText(), camera);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  @Test
  void aFrameIsShownWithItsVeryPictureAndItsTracks() throws Exception {
    byte[] jpeg = SampleRecords.jpeg(Color.RED);
    String frame = live.frame("exact", jpeg);

    awaitFrame("exact", frame);
    await()
        .atMost(PATIENCE)
        .until(() -> CAMERAS.get("exact").at("/frame/objects/0/track").asLong() == 7);

    JsonNode shown = CAMERAS.get("exact").path("frame");
    assertThat(shown.path("objects").get(0).path("box").toString())
        .isEqualTo("[0.25,0.25,0.1,0.5]");
    assertThat(picture("exact", frame)).isEqualTo(jpeg);
  }

  @Test
  void aFrameThatIsNoJpegIsMadeOne() throws Exception {
    String frame = live.frame("png", PictureEncoder.png(SampleRecords.picture(Color.GREEN)));

    awaitFrame("png", frame);

    var picture = ImageIO.read(new ByteArrayInputStream(picture("png", frame)));
    assertThat(new Color(picture.getRGB(5, 5)).getGreen()).isGreaterThan(240);
  }

  @Test
  void aFrameWhosePictureIsGoneIsShownWithout() {
    long now = System.currentTimeMillis();
    live.result("gone", SampleRecords.detections("gone", 999_999, now));

    JsonNode shown = awaitFrame("gone", SampleRecords.frameId("gone", 999_999));

    assertThat(shown.path("picture").asBoolean()).isFalse();
    assertThat(shown.path("objects")).hasSize(1);
  }

  @Test
  void whatIsNoRecordIsLeftOutAndTheRestGoesOn() {
    for (String junk : new String[] {"", "junk", "{}", "[1]", "{\"camera_id\":\"x\"}"}) {
      live.result("junk", junk.getBytes(UTF_8));
    }

    String frame = live.frame("after-junk", Color.BLUE);

    awaitFrame("after-junk", frame);
    assertThat(CAMERAS).doesNotContainKeys("junk", "x");
  }

  @Test
  void deadLettersAndEventsAreReported() throws Exception {
    live.deadLetter("dead", SampleRecords.jpeg(Color.RED), "It was red.");
    live.deadLetter("dead", new byte[] {1, 2, 3}, "It was nothing.");
    live.events("dead");

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                everything.contains("It was red.")
                    && everything.contains("It was nothing.")
                    && everything.contains("person #7, zone door")
                    && everything.contains("zone door, count 2"));

    for (JsonNode letter : JSON.readTree(everything.substring(6)).path("letters")) {
      boolean red = letter.path("reason").asText().equals("It was red.");
      assertThat(letter.path("picture").asBoolean()).isEqualTo(red);
    }
  }

  @Test
  void noConsumerGroupIsLeftBehind() throws Exception {
    awaitFrame("groupless", live.frame("groupless", Color.GRAY));
    try (Admin admin = Admin.create(live.client())) {
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
  }

  @Test
  void aTopicThatIsCreatedLaterIsReadFromItsBeginning() {
    live.kafka().createTopics(1, TopicNames.STANDARD.classifications());
    String record =
        new String(SampleRecords.detections("late-topic", 0, System.currentTimeMillis()), UTF_8);
    live.send(
        TopicNames.STANDARD.classifications(),
        "late-topic",
        record.replace("\"objects\"", "\"top_k\"").replace("\"bbox\"", "\"box\"").getBytes(UTF_8));

    JsonNode shown = awaitFrame("late-topic", SampleRecords.frameId("late-topic", 0));

    assertThat(shown.path("classes").get(0).asText()).isEqualTo("person 91 %");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsASentence() {
    KafkaReaders nowhere =
        new KafkaReaders(Map.of("bootstrap.servers", "127.0.0.1:1"), TopicNames.STANDARD);

    assertThatThrownBy(nowhere::requireBroker)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no Kafka broker answers at 127.0.0.1:1.");
  }

  private static JsonNode awaitFrame(String camera, String frame) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                CAMERAS.containsKey(camera)
                    && CAMERAS.get(camera).path("frame").path("id").asText().equals(frame));
    return CAMERAS.get(camera).path("frame");
  }

  private static byte[] picture(String camera, String frame) throws Exception {
    String path = "/api/cameras/" + camera + "/picture?frame=" + URLEncoder.encode(frame, UTF_8);
    HttpRequest request = HttpRequest.newBuilder(URI.create(live.url() + path)).build();
    return HTTP.send(request, BodyHandlers.ofByteArray()).body();
  }
}
