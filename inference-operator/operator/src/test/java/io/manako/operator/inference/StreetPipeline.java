package io.manako.operator.inference;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.Views;
import io.manako.focus.Street;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.operator.Answered;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.tensor.Crop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes words such as {@code 100,200 400,300} into a street with a square of 60 pixels at each
 * place, and finds the squares that lie wholly in a view. {@code blind} squares, marked by a third
 * number, are not found. Other words stand for pictures that a test has drawn.
 */
final class StreetPipeline implements FramePipeline {
  private static final int SQUARE = 60;

  /** Views of every run, in order. */
  final List<Views> runs = new ArrayList<>();

  private final Map<Image, List<Box>> scenes = new IdentityHashMap<>();
  private final Map<String, List<Image>> drawn = new HashMap<>();

  /** Lets a word stand for one picture or a GOP, in each of which an object is to be found. */
  String draw(String word, Box object, Image... pictures) {
    drawn.put(word, List.of(pictures));
    for (Image picture : pictures) {
      scenes.put(picture, List.of(object));
    }
    return word;
  }

  @Override
  public Models models() {
    return FakePipeline.MODELS;
  }

  @Override
  public int detectorSide() {
    return 300;
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) {
    String words = new String(frame.bytes(), StandardCharsets.UTF_8);
    List<Image> pictures = drawn.getOrDefault(words, List.of());
    for (int i = 0; i < pictures.size(); i++) {
      sink.accept(pictures.get(i), i, pictures.size() == 1 ? null : i * 100_000_000L);
    }
    if (pictures.isEmpty()) {
      decodeStreet(words, sink);
    }
  }

  private void decodeStreet(String words, FrameSink sink) {
    Street street = new Street();
    List<Box> boxes = new ArrayList<>();
    for (String word : words.isBlank() ? new String[0] : words.split(" ", -1)) {
      int[] numbers = Arrays.stream(word.split(",", -1)).mapToInt(Integer::parseInt).toArray();
      street.with(numbers[0], numbers[1], SQUARE);
      if (numbers.length == 2) {
        boxes.add(Street.box(numbers[0], numbers[1], SQUARE));
      }
    }
    Image image = street.image();
    scenes.put(image, boxes);
    sink.accept(image, 0, null);
  }

  @Override
  public PictureBatch newBatch() {
    return new StreetBatch();
  }

  @Override
  public void close() {}

  private final class StreetBatch implements PictureBatch {
    private final List<Answered> answers = new ArrayList<>();

    @Override
    public void put(int n, Image image) {
      put(n, image, new Views(Crop.of(image), true, List.of()));
    }

    @Override
    public void put(int n, Image image, Views views) {
      runs.add(views);
      answers.add(
          Answered.of(
              scenes.getOrDefault(image, List.of()).stream()
                  .filter(box -> views.runs().stream().anyMatch(view -> holds(view, box)))
                  .map(box -> new Detection(1, "square", 0.9f, box))
                  .toList()));
    }

    private static boolean holds(Crop view, Box box) {
      return box.x() >= view.x()
          && box.y() >= view.y()
          && box.right() <= view.x() + view.width()
          && box.bottom() <= view.y() + view.height();
    }

    @Override
    public Answers run(int count) {
      return new Answers(List.copyOf(answers.subList(0, count)), 2000, 1000);
    }

    @Override
    public Answers runAlone(int n) {
      return new Answers(answers.subList(n, n + 1), 2000, 1000);
    }

    @Override
    public void clear() {
      answers.clear();
    }
  }
}
