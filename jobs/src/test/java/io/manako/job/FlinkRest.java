package io.manako.job;

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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Flink cluster's REST interface. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "----manako";

  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  FlinkRest(int port) {
    address = "http://localhost:" + port;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address + path)));
  }

  /** Uploads a job's jar and names it for {@link #run}. */
  String upload(Path jar) throws IOException, InterruptedException {
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

  /** Starts a job of an uploaded jar and names it. */
  String run(String jar, List<String> arguments) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.set("programArgsList", JSON.valueToTree(arguments));
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/jars/" + jar + "/run"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    if (!answer.has("jobid")) {
      throw new IOException("the JobManager refused the job: " + answer);
    }
    return answer.path("jobid").asText();
  }

  /** CREATED, RUNNING, FINISHED, CANCELED, FAILED and others. */
  String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).path("state").asText();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
