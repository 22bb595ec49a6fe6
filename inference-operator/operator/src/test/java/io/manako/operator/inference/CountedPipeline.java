package io.manako.operator.inference;

import io.manako.engine.EngineException;
import io.manako.model.ModelException;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.models.ModelReference;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens {@link FakePipeline}s that say that they are the model of the options, and counts them. A
 * model called {@code missing} is not there, {@code other} is not what it says; others have batches
 * that fail.
 */
final class CountedPipeline {
  static final String SHA256 = "ab".repeat(32);

  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  final List<String> opened = new CopyOnWriteArrayList<>();

  /** Runs that hang until {@link #slow} gives a permit. */
  final AtomicInteger stuck = new AtomicInteger();

  /** Models that were there once. */
  final Set<String> gone = ConcurrentHashMap.newKeySet();

  /** Loads of models that are called {@code slow} wait for a permit. */
  final Semaphore slow = new Semaphore(0);

  FramePipeline open(InferenceOptions options) {
    String name = options.detector().model();
    if (name.equals("missing") || gone.contains(name)) {
      throw new ModelException("the model " + name + " is not on this machine");
    }
    if (name.equals("slow")) {
      slow.acquireUninterruptibly();
    }
    opened.add(name);
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    return new Counted(name);
  }

  static ModelReference model(String name) {
    return new ModelReference(name, "1", SHA256);
  }

  private final AtomicInteger runs = new AtomicInteger();

  private final class Counted extends ForwardingPipeline {
    private final String name;

    Counted(String name) {
      super(new FakePipeline());
      this.name = name;
    }

    @Override
    public Models models() {
      String sha256 = name.equals("other") ? "cd".repeat(32) : SHA256;
      return new Models(new ModelInfo(name, "1", sha256, "java", 0.5f, 0.5f, "words"), null);
    }

    @Override
    public PictureBatch newBatch() {
      PictureBatch batch = super.newBatch();
      return Set.of("broken", "fragile", "stuck").contains(name)
          ? new BadBatch(batch, name)
          : batch;
    }

    @Override
    public void close() {
      super.close();
      open.decrementAndGet();
    }
  }

  /** Fails always, on frames without objects, or hangs on its second run. */
  private final class BadBatch extends ForwardingBatch {
    private final String name;

    BadBatch(PictureBatch batch, String name) {
      super(batch);
      this.name = name;
    }

    @Override
    public Answers run(int count) {
      Answers answers = super.run(count);
      boolean empty = answers.answers().get(0).detections().isEmpty();
      if (name.equals("broken") || (name.equals("fragile") && empty)) {
        throw new IllegalStateException("there is a hole in the network");
      }
      if (name.equals("stuck") && runs.incrementAndGet() > 1) {
        stuck.incrementAndGet();
        slow.acquireUninterruptibly();
      }
      return answers;
    }

    @Override
    public Answers runAlone(int n) {
      throw new EngineException("there is a hole in the network");
    }
  }
}
