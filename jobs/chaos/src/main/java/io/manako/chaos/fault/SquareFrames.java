package io.manako.chaos.fault;

import io.manako.chaos.check.FrameLedger;
import io.manako.detect.Box;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Frames of drawn cameras, and whether a result belongs to its frame.
 *
 * @param prefix prefix of the cameras' ids, which a number follows
 * @param cameras number of cameras
 * @param parked whether a second square stands in every picture, which a focus carries
 */
record SquareFrames(String prefix, int cameras, boolean parked) {
  private static final float LEAST_OVERLAP = 0.7f;

  String camera(int number) {
    return prefix + number;
  }

  /**
   * Sends one frame of each camera after the other.
   *
   * @param from first sequence
   * @param to sequence behind the last
   */
  void send(RigTopics topics, int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = from; sequence < to; sequence++) {
      for (int camera = 0; camera < cameras; camera++) {
        records.add(topics.frame(camera(camera), sequence, jpeg(camera, sequence)));
      }
    }
    topics.produce(records);
  }

  private byte[] jpeg(int camera, int sequence) throws IOException {
    return parked
        ? SquareScene.jpegWithParked(camera, sequence)
        : SquareScene.jpeg(camera, sequence);
  }

  /** Notes the frames of {@link #send}. */
  void note(FrameLedger ledger, int from, int to) {
    for (int camera = 0; camera < cameras; camera++) {
      for (int sequence = from; sequence < to; sequence++) {
        ledger.sent(camera(camera), sequence);
      }
    }
  }

  /**
   * Returns whether the objects of a result are the squares of this very frame. Beside a parked
   * square a focus may carry the bright one for a while where it has leapt to the next row.
   */
  boolean isRight(ResultRecord result) {
    int camera = Integer.parseInt(result.cameraId().substring(prefix.length()));
    boolean shown = shows(result, SquareScene.square(camera, (int) result.sequence()));
    return parked
        ? shown && shows(result, SquareScene.parked(camera))
        : shown && result.objects().size() == 1;
  }

  private static boolean shows(ResultRecord result, Box square) {
    return result.objects().stream().anyMatch(object -> object.box().iou(square) > LEAST_OVERLAP);
  }
}
