package io.manako.cli.demo;

import io.manako.cli.demo.CameraLog.ZoneVisits;
import io.manako.track.scene.Direction;
import io.manako.track.scene.Line;
import io.manako.track.scene.Scene;
import io.manako.track.scene.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts in words.
 *
 * @param tracks counts of the cameras' tracks and events
 * @param scenes zones and lines
 */
record Tally(TrackLog tracks, DemoScenes scenes) {

  /** Returns a few lines for each camera; none if the job does not track. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    tracks
        .cameras()
        .forEach(
            (camera, log) -> {
              lines.add("%s  %s".formatted(camera, counted(log)));
              Scene scene = scenes.of(camera);
              scene.zones().forEach(zone -> lines.add("       " + visited(zone, log)));
              scene.lines().forEach(line -> lines.add("       " + crossed(line, log)));
            });
    return lines;
  }

  /** Returns a sentence for each camera about its different objects. */
  List<String> cameraLines() {
    List<String> lines = new ArrayList<>();
    tracks
        .cameras()
        .forEach((camera, log) -> lines.add("Camera %s saw %s.".formatted(camera, counted(log))));
    return lines;
  }

  private static String counted(CameraLog log) {
    Map<String, Long> tracks = log.tracks();
    return log.objects().isEmpty()
        ? "nothing in tracks"
        : log.objects().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(e -> counted(e.getKey(), e.getValue(), tracks.getOrDefault(e.getKey(), 0L)))
            .collect(Collectors.joining(", "));
  }

  private static String counted(String label, long objects, long tracks) {
    String noun = objects == 1 ? " " + label : severalOf(label);
    return objects + noun + " in " + tracks + (tracks == 1 ? " track" : " tracks");
  }

  private static String severalOf(String label) {
    return label.equalsIgnoreCase("person") ? " different people" : " × " + label;
  }

  private static String visited(Zone zone, CameraLog log) {
    ZoneVisits visits = log.visits(zone.id());
    return String.format(
        Locale.ROOT,
        "zone %s: %d entries, mean stay %.1f s",
        zone.id(),
        visits.entries(),
        visits.meanSeconds());
  }

  private static String crossed(Line line, CameraLog log) {
    return String.format(
        Locale.ROOT,
        "line %s: %s %d, %s %d",
        line.id(),
        Heading.of(line, Direction.LEFT_TO_RIGHT).arrow(),
        log.crossings(line.id(), Direction.LEFT_TO_RIGHT),
        Heading.of(line, Direction.RIGHT_TO_LEFT).arrow(),
        log.crossings(line.id(), Direction.RIGHT_TO_LEFT));
  }

  /** Returns tables of tracks, zones and lines in Markdown. */
  String markdown() {
    return String.join("\n", trackTable(), zoneTable(), lineTable());
  }

  private String trackTable() {
    StringBuilder table =
        new StringBuilder("| camera | class | different objects | tracks |\n|---|---|---:|---:|\n");
    tracks.cameras().forEach((camera, log) -> trackRows(table, camera, log));
    return table.toString();
  }

  private static void trackRows(StringBuilder table, String camera, CameraLog log) {
    Map<String, Long> objects = log.objects();
    log.tracks()
        .forEach(
            (label, count) ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d |\n",
                        camera,
                        label,
                        objects.getOrDefault(label, 0L),
                        count)));
  }

  private String zoneTable() {
    StringBuilder table =
        new StringBuilder(
            """
            | camera | zone | entries | dwells | mean stay | longest stay |
            |---|---|---:|---:|---:|---:|
            """);
    tracks
        .cameras()
        .forEach(
            (camera, log) ->
                scenes.of(camera).zones().forEach(z -> table.append(zoneRow(camera, z, log))));
    return table.toString();
  }

  private static String zoneRow(String camera, Zone zone, CameraLog log) {
    ZoneVisits visits = log.visits(zone.id());
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %.1f s | %.1f s |%n",
        camera,
        zone.id(),
        visits.entries(),
        visits.dwells(),
        visits.meanSeconds(),
        visits.longestSeconds());
  }

  private String lineTable() {
    StringBuilder table =
        new StringBuilder("| camera | line | direction | crossings |\n|---|---|---|---:|\n");
    tracks
        .cameras()
        .forEach(
            (camera, log) ->
                scenes.of(camera).lines().forEach(line -> lineRows(table, camera, line)));
    return table.toString();
  }

  private void lineRows(StringBuilder table, String camera, Line line) {
    CameraLog log = tracks.camera(camera);
    for (Direction direction : Direction.values()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s %s | %d |\n",
              camera,
              line.id(),
              Heading.of(line, direction).arrow(),
              direction.wireName(),
              log.crossings(line.id(), direction)));
    }
  }
}
