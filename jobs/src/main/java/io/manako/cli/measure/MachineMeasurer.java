package io.manako.cli.measure;

import io.manako.cli.bench.PipelineBench;
import io.manako.cli.bench.PipelineReport;
import io.manako.cli.bench.SampleFrames;
import io.manako.cli.bench.StreamingDuel;
import io.manako.cli.terminal.Screen;
import io.manako.engine.EngineException;
import io.manako.engine.EngineOptions.Kind;
import io.manako.image.MalformedFrameException;
import io.manako.job.JobOptions;
import io.manako.model.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Measures what frames take on this machine: each part with the job's own classes on one thread,
 * what is left by the CPU time of a real job between two topics, and what busy neighbouring cores
 * cost.
 */
public final class MachineMeasurer {
  private static final List<FrameSize> SIZES =
      List.of(new FrameSize(640, 480), new FrameSize(1280, 720), new FrameSize(1920, 1080));
  private static final List<Integer> BATCHES = List.of(1, 8);
  private static final int FRAMES = 20;
  private static final int ROUNDS = 2;
  private static final int STREAMED = 120;

  private final List<Kind> engines;
  private final Screen screen;
  private final Map<FrameSize, List<byte[]>> samples = new LinkedHashMap<>();

  /**
   * @param engines to measure
   * @param screen is told what is being done
   */
  public MachineMeasurer(List<Kind> engines, Screen screen) {
    this.engines = List.copyOf(engines);
    this.screen = screen;
  }

  /**
   * Measures some models that lie on this machine; about a minute and a half for one.
   *
   * @param models at least one, all for the same task
   */
  public FrameTimes measure(List<Model> models) throws Exception {
    List<PictureTime> pictures = new ArrayList<>();
    List<ModelTime> times = look(models, pictures);
    // Neighbours on the same hardware disturb for seconds at a time, so all is looked at twice.
    List<ModelTime> again = look(models, new ArrayList<>());
    for (int i = 0; i < times.size(); i++) {
      times.set(i, faster(times.get(i), again.get(i)));
    }
    Model first = models.get(0);
    double picture =
        pictures.stream()
            .filter(p -> p.frame().equals(SIZES.get(0)) && p.engine() == streamed())
            .mapToDouble(p -> p.decodeMillis() + p.preprocessMillis())
            .findFirst()
            .orElseThrow();
    Map<Kind, Double> shares = shares(first);
    return new FrameTimes(pictures, times, new StreamCost(overhead(first, picture), shares));
  }

  private List<ModelTime> look(List<Model> models, List<PictureTime> pictures)
      throws IOException, InterruptedException, MalformedFrameException {
    List<ModelTime> times = new ArrayList<>();
    for (Model model : models) {
      for (Kind engine : engines) {
        try {
          look(model, engine, times);
          for (FrameSize size : SIZES) {
            pictures.add(timer(model, engine, 1).picture(size, sample(size)));
          }
        } catch (EngineException cannotRunIt) {
          screen.note("%s is left out: %s".formatted(engine, cannotRunIt.getMessage()));
        }
      }
    }
    return times;
  }

  private void look(Model model, Kind engine, List<ModelTime> times)
      throws IOException, InterruptedException, MalformedFrameException {
    for (int batch : BATCHES) {
      screen.doing("Measuring %s in %s, batch %d".formatted(model.spec().name(), engine, batch));
      times.add(timer(model, engine, batch).model(sample(SIZES.get(0))));
    }
  }

  private static ModelTime faster(ModelTime a, ModelTime b) {
    return b.inferenceMillis() < a.inferenceMillis() ? b : a;
  }

  /** Scaling a video and encoding its frames takes longer than what is measured. */
  private List<byte[]> sample(FrameSize size) throws IOException, InterruptedException {
    List<byte[]> frames = samples.get(size);
    if (frames == null) {
      frames = SampleFrames.jpegs(size.width(), size.height(), FRAMES);
      samples.put(size, frames);
    }
    return frames;
  }

  private static ModelTimer timer(Model model, Kind engine, int batch) {
    Map<String, String> settings = JobSettings.of(model, engine, batch);
    return new ModelTimer(model, JobOptions.load(null, settings).inference());
  }

  /** The engine whose job is measured between two topics. */
  private Kind streamed() {
    return engines.get(engines.size() - 1);
  }

  /** By CPU time, so that it does not matter that the worker waits for frames. */
  private double overhead(Model model, double picture) throws Exception {
    screen.doing("Measuring a job between two topics");
    PipelineBench.Plan plan =
        new PipelineBench.Plan(
            ROUNDS, STREAMED, 0, false, JobSettings.ofBench(model, streamed(), BATCHES.get(1)));
    PipelineReport report = new PipelineBench(plan, sample(SIZES.get(0)), screen).run();
    return report.streamMillis(picture);
  }

  /** What all cores together do, as a share of what each would do alone. */
  private Map<Kind, Double> shares(Model model)
      throws IOException, InterruptedException, ExecutionException {
    int cores = Runtime.getRuntime().availableProcessors();
    Map<Kind, Double> shares = new EnumMap<>(Kind.class);
    if (cores > 1) {
      screen.doing("Measuring %d busy cores".formatted(cores));
      StreamingDuel.Rates alone = StreamingDuel.rates(model, 1);
      StreamingDuel.Rates all = StreamingDuel.rates(model, cores);
      shares.put(Kind.JAVA, Math.min(1, all.java() / (cores * alone.java())));
      shares.put(Kind.ONNXRUNTIME, Math.min(1, all.rival() / (cores * alone.rival())));
    }
    return shares;
  }
}
