package io.manako.operator.inference;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.engine.EngineException;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.Answered;
import io.manako.operator.FrameRecord;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decodes words instead of pictures: {@code picture} (one object), {@code nothing} (no object),
 * {@code gop N} (N pictures, 100 ms apart), {@code garbage} (refused), {@code poison} (its run
 * fails), {@code bug} (its run fails in another way). Runs go on only while there are permits.
 */
public final class FakePipeline implements FramePipeline {
  public static final Models MODELS =
      new Models(new ModelInfo("fake", "1", "00", "onnxruntime", 0.5f, 0.5f, "words"), null);

  final Semaphore permits = new Semaphore(Integer.MAX_VALUE / 2);
  final List<Integer> runs = new CopyOnWriteArrayList<>();
  final List<Integer> reruns = new CopyOnWriteArrayList<>();

  /** Whether nothing can be looked at any more. */
  volatile boolean broken;

  final AtomicInteger decoded = new AtomicInteger();
  final AtomicInteger mostHeld = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger abandoned = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();

  /** Lets runs hang until {@link #permits} are given. */
  FakePipeline blocked() {
    permits.drainPermits();
    return this;
  }

  @Override
  public Models models() {
    return MODELS;
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    decoded.incrementAndGet();
    String word = new String(frame.bytes(), StandardCharsets.UTF_8);
    if (word.equals("garbage")) {
      throw new MalformedFrameException("these bytes are garbage");
    }
    if (!word.startsWith("gop ")) {
      sink.accept(image(word), 0, null);
      return;
    }
    int frames = Integer.parseInt(word.substring(4));
    for (int i = 0; i < frames; i++) {
      sink.accept(image("picture"), i, i * 100_000_000L);
    }
  }

  private static Image image(String word) {
    byte kind =
        switch (word) {
          case "nothing" -> 1;
          case "poison" -> 2;
          case "bug" -> 3;
          default -> 0;
        };
    return new Image(4, 3, withFirst(kind));
  }

  private static byte[] withFirst(byte kind) {
    byte[] rgb = new byte[4 * 3 * 3];
    rgb[0] = kind;
    return rgb;
  }

  @Override
  public PictureBatch newBatch() {
    return new FakeBatch();
  }

  @Override
  public void abandon() {
    abandoned.incrementAndGet();
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  private final class FakeBatch implements PictureBatch {
    private final List<Image> images = new ArrayList<>();

    @Override
    public void put(int n, Image image) {
      if (n != images.size()) {
        throw new IllegalStateException("picture " + n + " after " + images.size());
      }
      images.add(image);
      mostHeld.accumulateAndGet(held.incrementAndGet(), Math::max);
    }

    @Override
    public Answers run(int count) {
      runs.add(count);
      permits.acquireUninterruptibly();
      return answers(images.subList(0, count));
    }

    @Override
    public Answers runAlone(int n) {
      reruns.add(n);
      return answers(images.subList(n, n + 1));
    }

    @Override
    public void probe() {
      answers(List.of());
    }

    private Answers answers(List<Image> pictures) {
      if (broken) {
        throw new EngineException("the device is lost");
      }
      return new Answers(pictures.stream().map(FakeBatch::answer).toList(), 2000, 1000);
    }

    private static Answered answer(Image image) {
      Detection object = new Detection(1, "word", 0.9f, new Box(0, 0, 2, 2));
      return switch (image.rgb()[0]) {
        case 1 -> Answered.EMPTY;
        case 2 -> throw new EngineException("poison in the batch");
        case 3 -> throw new IllegalStateException("a bug in the engine");
        default -> Answered.of(List.of(object));
      };
    }

    @Override
    public void clear() {
      held.addAndGet(-images.size());
      images.clear();
    }
  }
}
