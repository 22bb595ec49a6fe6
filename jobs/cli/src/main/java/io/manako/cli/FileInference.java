package io.manako.cli;

import io.manako.cli.capture.PictureSource;
import io.manako.focus.FocusOptions;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.local.terminal.Screen;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import io.manako.operator.Answered;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.focus.FocusedCameras;
import io.manako.operator.focus.FrameFocus;
import io.manako.operator.options.DetectorOptions;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the job's own decoder, models and post-processing on pictures and videos. */
final class FileInference implements AutoCloseable {

  /** Receives the result of each picture, in order. */
  interface Sink {
    void accept(FrameResult result, Image image) throws IOException;
  }

  private final FramePipeline pipeline;
  private final PictureBatch batch;
  private final int batchSize;
  private final List<FrameRecord> records = new ArrayList<>();
  private final List<TimedImage> images = new ArrayList<>();
  private final List<UnaryOperator<FrameResult>> settlements = new ArrayList<>();
  private final @Nullable FocusOptions focus;
  private @Nullable FocusedCameras camera;

  /**
   * Takes over a pipeline and closes it.
   *
   * @param options options with the batch size and the focus
   */
  FileInference(FramePipeline pipeline, InferenceOptions options) {
    this.pipeline = pipeline;
    this.batch = pipeline.newBatch();
    this.batchSize = options.batching().size();
    DetectorOptions detector = options.detector();
    this.focus = detector == null ? null : detector.focus();
  }

  /**
   * Processes a file.
   *
   * @throws IOException with a sentence if the file is missing, damaged, or neither picture nor
   *     video
   */
  void process(Path file, Sink sink) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name the files in it, such as " + file + "/*");
    }
    try {
      if (PictureSource.isPicture(file)) {
        processPicture(file, sink);
      } else {
        processVideo(file, sink);
      }
    } finally {
      forget();
    }
  }

  private void processPicture(Path file, Sink sink) throws IOException {
    camera = null;
    FrameRecord picture = describe(file, new Place(0, null), Files.readAllBytes(file));
    List<Image> decoded = new ArrayList<>();
    try {
      pipeline.decode(picture, (image, index, pts) -> decoded.add(image));
    } catch (MalformedFrameException e) {
      throw new IOException(file + " cannot be decoded: " + e.getMessage(), e);
    }
    for (Image image : decoded) {
      add(picture, new TimedImage(image, 0), sink);
    }
    flush(sink);
  }

  private void processVideo(Path file, Sink sink) throws IOException {
    camera = focus == null ? null : new FocusedCameras(focus);
    try (VideoReader video = VideoReader.open(file.toString())) {
      long frame = 0;
      for (TimedImage next = video.next(); next != null; next = video.next()) {
        add(describe(file, new Place(frame++, next.ptsNanos()), new byte[0]), next, sink);
      }
      flush(sink);
      String damage = video.damage();
      if (damage != null) {
        Screen.messages().note(file + ": " + damage);
      }
    }
  }

  private void add(FrameRecord picture, TimedImage image, Sink sink) throws IOException {
    if (camera == null) {
      batch.put(images.size(), image.image());
      settlements.add(result -> result);
    } else {
      FrameFocus views = camera.next(picture, image.image(), pipeline.detectorSide());
      batch.put(images.size(), image.image(), views.views().views());
      settlements.add(views.settle());
    }
    records.add(picture);
    images.add(image);
    if (images.size() == batchSize) {
      flush(sink);
    }
  }

  private void flush(Sink sink) throws IOException {
    if (images.isEmpty()) {
      return;
    }
    List<Answered> answers = batch.run(images.size()).answers();
    for (int i = 0; i < answers.size(); i++) {
      Image image = images.get(i).image();
      FrameResult result = result(records.get(i), image, answers.get(i));
      sink.accept(settlements.get(i).apply(result), image);
    }
    forget();
  }

  /** Drains the results of a file that failed, so that they are not taken for the next file's. */
  private void forget() {
    batch.clear();
    records.clear();
    settlements.clear();
    images.clear();
  }

  private FrameResult result(FrameRecord picture, Image image, Answered answer) {
    return new FrameResult(
        picture,
        FramePosition.of(picture, Picture.of(image)),
        answer,
        pipeline.models(),
        FrameResult.Timing.NONE);
  }

  private record Place(long frame, @Nullable Long ptsNanos) {}

  /** Describes a picture as a frame of a camera that was switched on at the epoch. */
  private static FrameRecord describe(Path file, Place place, byte[] bytes) {
    String camera = String.valueOf(file.getFileName());
    Long pts = place.ptsNanos();
    return FrameRecord.builder(
            camera,
            String.format(Locale.ROOT, "%s/0/%06d", camera, place.frame()),
            new FrameRecord.Source(file.toString(), 0, place.frame()),
            bytes)
        .eventTime(Instant.EPOCH.plusNanos(pts == null ? 0 : pts))
        .ptsNanos(pts)
        .build();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
