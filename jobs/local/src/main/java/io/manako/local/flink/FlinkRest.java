package io.manako.local.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Client of the REST interface of a JobManager. */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "----manako";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String address;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * Prepares a client without a request.
   *
   * @param address address such as {@code http://localhost:8081}
   */
  public FlinkRest(String address) {
    this.address = address;
  }

  /** Returns the answer to a path. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address + path)));
  }

  /**
   * Uploads a job's jar.
   *
   * @return name for {@link #run}
   */
  public String upload(Path jar) throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="jarfile"; filename="%s"\r
        Content-Type: application/java-archive\r
        \r
        """
            .formatted(BOUNDARY, jar.getFileName());
    body.write(head.getBytes(UTF_8));
    Files.copy(jar, body);
    body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/jars/upload"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    return Path.of(answer.path("filename").asText()).getFileName().toString();
  }

  /**
   * Starts a job of an uploaded jar.
   *
   * @param arguments arguments of its main class
   * @return id of the job
   * @throws IOException with the JobManager's reason if it refuses the job
   */
  public String run(String jar, List<String> arguments) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.set("programArgsList", JSON.valueToTree(arguments));
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/jars/" + jar + "/run"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    return answer.path("jobid").asText();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(FlinkErrors.reason(answer.body()));
    }
    return JSON.readTree(answer.body());
  }
}
