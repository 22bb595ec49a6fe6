package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.manako.model.NearestName;
import io.manako.model.StrictYaml;
import io.manako.model.TextFile;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.Zone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads zones and lines: {@code {camera_id, zones:[{id, polygon:[[x,y],…]}], lines:[{id,
 * from:[x,y], to:[x,y]}]}}, coordinates as fractions of the frame.
 */
public final class SceneReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MAX_CAMERA_BYTES = 255;

  private SceneReader() {}

  /**
   * Camera with its zones and lines.
   *
   * @param cameraId id of the camera
   * @param scene zones and lines
   */
  public record CameraScene(String cameraId, Scene scene) {}

  /**
   * Parses the value of a control record.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("this is not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a YAML or JSON file with a list of cameras.
   *
   * @return zones and lines by camera id
   * @throws IllegalArgumentException with a sentence about what is wrong in the file
   * @throws IOException if the file cannot be read
   */
  public static Map<String, Scene> read(Path file) throws IOException {
    try {
      return parse(TextFile.read(file));
    } catch (TextFile.EncodingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not YAML: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the text of such a file.
   *
   * @return zones and lines by camera id
   * @throws IllegalArgumentException with a sentence about what is wrong
   * @throws JsonProcessingException if the text is not YAML
   */
  public static Map<String, Scene> parse(String yaml) throws JsonProcessingException {
    Map<String, Scene> scenes = new TreeMap<>();
    for (JsonNode camera : array(StrictYaml.parse(yaml), "the file")) {
      requireKnown(camera, List.of("camera_id", "zones", "lines"), "a camera");
      CameraScene next = read(camera);
      if (scenes.put(next.cameraId(), next.scene()) != null) {
        throw new IllegalArgumentException(
            "camera " + next.cameraId() + " is described twice; describe it once");
      }
    }
    return scenes;
  }

  /**
   * Reads a camera.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  static CameraScene read(JsonNode camera) {
    String id = text(camera, "camera_id", "a scene");
    if (id.getBytes(UTF_8).length > MAX_CAMERA_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "camera_id is %s; a camera's id has at most %d bytes",
              shortened(id),
              MAX_CAMERA_BYTES));
    }
    List<Zone> zones = new ArrayList<>();
    for (JsonNode zone : array(camera.path("zones"), "zones of camera " + id)) {
      zones.add(zone(zone));
    }
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : array(camera.path("lines"), "lines of camera " + id)) {
      String name = text(line, "id", "a line");
      String owner = "line " + name;
      requireKnown(line, List.of("id", "from", "to"), owner);
      lines.add(new Line(name, point(line.path("from"), owner), point(line.path("to"), owner)));
    }
    return new CameraScene(id, new Scene(zones, lines));
  }

  private static Zone zone(JsonNode zone) {
    String id = text(zone, "id", "a zone");
    requireKnown(zone, List.of("id", "polygon"), "zone " + id);
    List<Point> polygon = new ArrayList<>();
    for (JsonNode point : array(zone.path("polygon"), "the polygon of zone " + id)) {
      polygon.add(point(point, "zone " + id));
    }
    return new Zone(id, open(polygon));
  }

  /**
   * Removes a last point that equals the first: a ring of GeoJSON ends where it began, but polygons
   * here close by themselves.
   */
  private static List<Point> open(List<Point> ring) {
    int last = ring.size() - 1;
    return last > 0 && ring.get(last).equals(ring.get(0)) ? ring.subList(0, last) : ring;
  }

  /** Refuses unknown keys: an ignored key could be a zone or a line that is never watched. */
  private static void requireKnown(JsonNode node, List<String> known, String owner) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "%s has the unknown key %s; %s"
                .formatted(
                    owner,
                    shortened(field.getKey()),
                    NearestName.hint(shortened(field.getKey()), known)));
      }
    }
  }

  private static Point point(JsonNode point, String owner) {
    if (point.size() != 2 || !point.path(0).isNumber() || !point.path(1).isNumber()) {
      throw new IllegalArgumentException(
          owner + " has the point " + shortened(point) + "; a point is [x, y], two numbers");
    }
    return new Point(point.get(0).doubleValue(), point.get(1).doubleValue());
  }

  private static JsonNode array(JsonNode node, String owner) {
    if (!node.isArray() && !node.isMissingNode()) {
      throw new IllegalArgumentException(owner + " must be a list, not " + shortened(node));
    }
    return node;
  }

  private static String text(JsonNode node, String field, String owner) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException(
          owner + " has no text in " + field + ": " + shortened(node));
    }
    return value.textValue();
  }

  private static String shortened(JsonNode node) {
    return shortened(node.toString());
  }

  static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
