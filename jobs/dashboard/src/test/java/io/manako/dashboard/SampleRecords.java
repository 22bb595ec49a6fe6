package io.manako.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.image.PictureEncoder;
import io.manako.wire.ResultRecord;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;

/** Records as the job writes them, and pictures as cameras send them. */
public final class SampleRecords {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 480;

  private SampleRecords() {}

  /** A detections record with one person at a quarter of the frame. */
  public static byte[] detections(String camera, long sequence, long eventMillis) {
    return result("detections", camera, sequence, eventMillis, "ok", object("null"));
  }

  /** A tracks record of the same frame. */
  public static byte[] tracks(String camera, long sequence, long eventMillis) {
    return result("tracks", camera, sequence, eventMillis, "ok", object("7"));
  }

  /** A tracks record of the same frame, in which the person is in no track and scores 0.41. */
  public static byte[] untracked(String camera, long sequence, long eventMillis) {
    String weak = object("null").replace("0.91", "0.41");
    return result("tracks", camera, sequence, eventMillis, "ok", weak);
  }

  /** A tracks record of the same frame, in which the person is carried from the first frame. */
  public static byte[] carried(String camera, long sequence, long eventMillis) {
    String sighting = "],\"seen\":\"carried\",\"seen_in\":\"" + frameId(camera, 0) + "\"}";
    return result(
        "tracks", camera, sequence, eventMillis, "ok", object("7").replace("]}", sighting));
  }

  /** A segmentations record whose left half is sky, in a mask of 2 × 4 pixels. */
  public static byte[] segmentation(String camera, long sequence, long eventMillis) {
    byte[] json = result("segmentations", camera, sequence, eventMillis, "ok", "");
    String segment =
        """
        "segments":[{"class_id":1,"label":"sky","share":0.5,
         "mask":{"size":[2,4],"counts":"044"}}]""";
    return new String(json, UTF_8).replace("\"objects\":[]", segment).getBytes(UTF_8);
  }

  /** A record without objects, of any status. */
  public static byte[] status(String camera, long sequence, long eventMillis, String status) {
    return result("detections", camera, sequence, eventMillis, status, "");
  }

  private static String object(String track) {
    return """
        {"detection_id":"d","track_id":%s,"class_id":1,"label":"person","score":0.91,
         "bbox":[160,120,64,240]}"""
        .formatted(track);
  }

  private static byte[] result(
      String topic, String camera, long sequence, long millis, String status, String objects) {
    String reason = status.equals("ok") || status.equals("empty") ? "null" : "\"a sentence\"";
    return String.format(
            Locale.ROOT,
            """
            {"schema":"video.%s/1","frame_id":"%s","camera_id":"%s","stream_epoch":"0",
             "sequence":%d,"event_time":"%s","pts_ns":null,
             "source":{"topic":"video.frames","partition":0,"offset":%d,"index":0},
             "image":{"width":640,"height":480},
             "model":{"name":"m","version":"1","sha256":"ab","engine":"java",
              "score_threshold":0.5,"iou_threshold":0.5,"label_map":"coco-90"},
             "status":"%s","status_reason":%s,"objects":[%s]}""",
            topic,
            frameId(camera, sequence),
            camera,
            sequence,
            Instant.ofEpochMilli(millis),
            sequence,
            status,
            reason,
            objects)
        .getBytes(UTF_8);
  }

  /** The id of a frame. */
  public static String frameId(String camera, long sequence) {
    return camera + "/0/" + sequence;
  }

  /** An event of somebody entering the zone {@code door}. */
  public static byte[] event(String camera, long sequence, long eventMillis) {
    return String.format(
            Locale.ROOT,
            """
            {"schema":"video.events/1","event_id":"%s#zone.enter#door#7","camera_id":"%s",
             "kind":"zone.enter","phase":"start","start_time":"%s","end_time":null,
             "object":{"track_id":7,"label":"person"},"zone_id":"door","line_id":null,
             "direction":null,"count":null,"evidence_frame_id":"%s"}""",
            frameId(camera, sequence),
            camera,
            Instant.ofEpochMilli(eventMillis),
            frameId(camera, sequence))
        .getBytes(UTF_8);
  }

  /** The event that two people are in the zone {@code door} now. */
  public static byte[] occupancy(String camera, long sequence, long eventMillis) {
    return String.format(
            Locale.ROOT,
            """
            {"schema":"video.events/1","event_id":"%s#zone.occupancy#door","camera_id":"%s",
             "kind":"zone.occupancy","phase":"update","start_time":"%s","end_time":null,
             "object":null,"zone_id":"door","line_id":null,
             "direction":null,"count":2,"evidence_frame_id":"%s"}""",
            frameId(camera, sequence),
            camera,
            Instant.ofEpochMilli(eventMillis),
            frameId(camera, sequence))
        .getBytes(UTF_8);
  }

  /** A record read back. */
  public static ResultRecord parsed(byte[] json) {
    try {
      return ResultRecord.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A picture with a square where {@link #detections} says that a person is. */
  public static BufferedImage picture(Color ground) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(160, 120, 64, 240);
    graphics.dispose();
    return picture;
  }

  /** The picture as a camera sends it. */
  public static byte[] jpeg(Color ground) {
    return PictureEncoder.jpeg(picture(ground), 0.9f);
  }
}
