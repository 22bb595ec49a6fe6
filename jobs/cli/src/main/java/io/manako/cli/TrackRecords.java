package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.local.terminal.CommandException;
import io.manako.track.eval.MotEntry;
import io.manako.track.eval.MotSequence;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects records of the topic {@code video.tracks} as tracks to measure. */
final class TrackRecords {
  private static final String SCHEMA = "\"video.tracks/";
  private static final int LONGEST = 80;

  private final String label;
  private final Map<String, Epoch> cameras = new LinkedHashMap<>();

  private record Epoch(String name, List<MotEntry> entries) {}

  /** Collects the objects of one class, whose name is {@code Person} in some label maps. */
  TrackRecords(String label) {
    this.label = label;
  }

  /** Adds a record; records of other topics, such as events, are skipped. */
  void add(byte[] json) {
    String text = new String(json, UTF_8);
    if (!text.contains(SCHEMA)) {
      if (!text.contains("\"schema\"")) {
        throw new CommandException(
            "not a record of tracks: "
                + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
      }
      return;
    }
    try {
      add(ResultRecord.parse(json));
    } catch (IOException e) {
      throw new CommandException("a record of tracks cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Adds a record. A camera that restarts counts its frames from 0 again; the last run is measured.
   */
  private void add(ResultRecord record) {
    Epoch epoch = cameras.get(record.cameraId());
    if (epoch == null || !epoch.name().equals(record.streamEpoch())) {
      epoch = new Epoch(record.streamEpoch(), new ArrayList<>());
      cameras.put(record.cameraId(), epoch);
    }
    int frame = Math.toIntExact(record.sequence() + record.source().index() + 1);
    for (DetectedObject object : record.objects()) {
      Long id = object.trackId();
      if (id != null && object.label().equalsIgnoreCase(label)) {
        epoch.entries().add(new MotEntry(frame, id, object.box(), object.score()));
      }
    }
  }

  /**
   * Returns the tracks of a camera.
   *
   * @param camera id, or null for the only one
   */
  MotSequence of(@Nullable String camera) {
    String all = String.join(", ", cameras.keySet());
    if (camera == null && cameras.size() > 1) {
      throw new CommandException("the tracks are of " + all + "; choose one with --camera");
    }
    Epoch epoch =
        camera == null ? cameras.values().stream().findFirst().orElse(null) : cameras.get(camera);
    if (epoch == null) {
      throw new CommandException(
          cameras.isEmpty()
              ? "there are no records of tracks"
              : "there are no tracks of camera %s, only of %s".formatted(camera, all));
    }
    return MotSequence.of(epoch.entries());
  }
}
