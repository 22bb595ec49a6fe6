package io.manako.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.manako.detect.Box;
import io.manako.detect.Classification;
import io.manako.detect.RunLengthMask;
import io.manako.operator.ModelInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Record of the detections, the tracks, the classifications or the segmentations topic, as a reader
 * gets it.
 *
 * @param schema {@code video.detections/1}, {@code video.tracks/1}, {@code video.classifications/1}
 *     or {@code video.segmentations/1}
 * @param frameId unique id of the frame
 * @param cameraId id of the camera; empty if the frame had none
 * @param streamEpoch epoch of the camera or its producer
 * @param sequence number of the frame within its epoch
 * @param eventTime time of the capture
 * @param ptsNs time in ns by the stream's own clock, or null
 * @param source place of the frame
 * @param image size of the picture, or null if it was not decoded
 * @param model model of the result
 * @param status {@code ok}, {@code empty}, {@code skipped}, {@code decode_error} or {@code
 *     inference_error}
 * @param statusReason reason of the status, a sentence, or null
 * @param objects objects of a detections or tracks record, otherwise empty
 * @param crop crop of a classifications record about one object, otherwise null
 * @param topK classes of a classifications record, otherwise empty
 * @param segments segments of a segmentations record, otherwise empty
 */
public record ResultRecord(
    String schema,
    String frameId,
    String cameraId,
    String streamEpoch,
    long sequence,
    Instant eventTime,
    @Nullable Long ptsNs,
    Source source,
    @Nullable Size image,
    ModelInfo model,
    String status,
    @Nullable String statusReason,
    List<DetectedObject> objects,
    @Nullable Crop crop,
    List<Classification> topK,
    List<SegmentedClass> segments) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantDeserializer()))
          .build();

  public ResultRecord {
    objects = objects == null ? List.of() : List.copyOf(objects);
    topK = topK == null ? List.of() : List.copyOf(topK);
    segments = segments == null ? List.of() : List.copyOf(segments);
  }

  /**
   * Place of a frame.
   *
   * @param topic topic of the frames
   * @param partition partition of the topic
   * @param offset offset in the partition
   * @param index index of the frame within a GOP, otherwise 0
   */
  public record Source(String topic, int partition, long offset, int index) {}

  /**
   * Size of a picture.
   *
   * @param width width in pixels
   * @param height height in pixels
   */
  public record Size(int width, int height) {}

  /**
   * Detected object.
   *
   * @param detectionId id of the detection
   * @param trackId id of the track in a tracks record, null if the object is in no confirmed track
   * @param classId class id in the model's label map
   * @param label name of the class
   * @param score score, 0 … 1
   * @param bbox [x, y, width, height] in pixels of the decoded frame
   * @param seenIn id of the frame in which a carried object was seen last; null if the object was
   *     seen in this frame
   * @param keypoints [x, y] or [x, y, score] of each key point; empty if the model gives none
   */
  public record DetectedObject(
      String detectionId,
      @Nullable Long trackId,
      int classId,
      String label,
      float score,
      List<Float> bbox,
      @Nullable String seenIn,
      List<List<Float>> keypoints) {
    public DetectedObject {
      keypoints = keypoints == null ? List.of() : List.copyOf(keypoints);
    }

    public Box box() {
      return new Box(bbox.get(0), bbox.get(1), bbox.get(2), bbox.get(3));
    }

    /** Returns whether the object was carried from an earlier frame. */
    public boolean carried() {
      return seenIn != null;
    }
  }

  /**
   * Pixels of one class.
   *
   * @param classId class id in the model's label map
   * @param label name of the class
   * @param share fraction of the frame's pixels, 0 … 1
   * @param mask the pixels
   */
  public record SegmentedClass(int classId, String label, float share, Mask mask) {}

  /**
   * Run-length mask.
   *
   * @param size [height, width] in pixels
   * @param counts run lengths, compressed as in COCO's API
   */
  public record Mask(List<Integer> size, String counts) {
    /** Returns the mask in a form that can be decoded. */
    public RunLengthMask toRunLengths() {
      return new RunLengthMask(size.get(0), size.get(1), counts);
    }
  }

  /**
   * Object that was cropped and classified.
   *
   * @param detectionId id of the detection
   * @param bbox [x, y, width, height] in pixels of the decoded frame
   */
  public record Crop(String detectionId, List<Float> bbox) {}

  /**
   * Reads a record's value.
   *
   * @throws IOException if the value is not such a record
   */
  public static ResultRecord parse(byte[] json) throws IOException {
    return JSON.readValue(json, ResultRecord.class);
  }

  private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }
}
