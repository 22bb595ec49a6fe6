package io.manako.chaos.fault;

import io.manako.chaos.check.FrameLedger;
import io.manako.local.files.Home;
import io.manako.local.files.SampleVideo;
import io.manako.media.JpegEncoder;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import io.manako.testkit.job.RigTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Real frames: the sample video at half its size, on which every camera starts at another place.
 *
 * @param cameras number of cameras
 * @param each frames of each camera; a camera at the video's end begins again
 */
record StreetFrames(int cameras, int each) {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 288;
  private static final int APART = 20;
  private static final int QUALITY = 90;

  /** Frames held in memory at once. */
  private static final int CHUNK = 200;

  void send(RigTopics topics) throws Exception {
    List<byte[]> street = jpegs();
    for (int from = 0; from < each; from += CHUNK) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int sequence = from; sequence < Math.min(each, from + CHUNK); sequence++) {
        for (int camera = 0; camera < cameras; camera++) {
          byte[] jpeg = street.get((camera * APART + sequence) % street.size());
          records.add(topics.frame(camera(camera), sequence, jpeg));
        }
      }
      topics.produce(records);
    }
  }

  /** Notes the frames of {@link #send}. */
  void note(FrameLedger ledger) {
    for (int camera = 0; camera < cameras; camera++) {
      for (int sequence = 0; sequence < each; sequence++) {
        ledger.sent(camera(camera), sequence);
      }
    }
  }

  /** Returns the zones and lines of all cameras: the left half and the middle. */
  String scenes() {
    StringBuilder scenes = new StringBuilder();
    for (int camera = 0; camera < cameras; camera++) {
      scenes.append(
          """
          - camera_id: %s
            zones:
              - {id: left, polygon: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]}
            lines:
              - {id: middle, from: [0.5, 0], to: [0.5, 1]}
          """
              .formatted(camera(camera)));
    }
    return scenes.toString();
  }

  private static String camera(int number) {
    return "cam-" + number;
  }

  private List<byte[]> jpegs() throws IOException, InterruptedException {
    String video = new SampleVideo(Home.folder().resolve("videos")).fetch().toString();
    List<byte[]> jpegs = new ArrayList<>();
    JpegEncoder encoder = new JpegEncoder(QUALITY);
    try (VideoReader reader = VideoReader.openScaled(video, WIDTH, HEIGHT)) {
      TimedImage next = reader.next();
      while (next != null && jpegs.size() < each + cameras * APART) {
        jpegs.add(encoder.encode(next.image()));
        next = reader.next();
      }
    }
    return jpegs;
  }
}
