package io.manako.cli.measure;

import io.manako.cli.bench.PipelineBench;
import io.manako.cli.bench.PipelineReport;
import io.manako.cli.bench.SampleFrames;
import io.manako.cli.bench.StreamingDuel;
import io.manako.cli.measure.ModelTimer.Look;
import io.manako.engine.EngineException;
import io.manako.engine.EngineOptions.Kind;
import io.manako.image.MalformedFrameException;
import io.manako.local.terminal.Screen;
import io.manako.model.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Measures the times of frames on this machine: each part with the job's own classes on one thread,
 * the rest by the CPU time of a real job between two topics, and the cost of busy neighbouring
 * cores.
 */
public final class MachineMeasurer {
  private static final List<FrameSize> SIZES =
      List.of(new FrameSize(640, 480), new FrameSize(1280, 720), new FrameSize(1920, 1080));
  private static final int BATCH = 8;
  private static final int LOOKS = 3;
  private static final int FRAMES = 20;

  private final List<Kind> engines;
  private final Screen screen;
  private final Set<String> notes = new HashSet<>();
  private final Map<FrameSize, List<byte[]>> samples = new LinkedHashMap<>();

  /**
   * Prepares a measurement.
   *
   * @param engines engines to measure
   * @param screen shows progress
   */
  public MachineMeasurer(List<Kind> engines, Screen screen) {
    this.engines = List.copyOf(engines);
    this.screen = screen;
  }

  /** One way to run frames through a model. */
  private record Way(ModelTimer timer, String name, Kind engine, FrameSize size, int batch) {
    Way(Model model, Kind engine, FrameSize size, int batch) {
      this(new ModelTimer(model, engine, batch), model.spec().name(), engine, size, batch);
    }
  }

  /**
   * Measures some models that lie on this machine; takes about a minute for one.
   *
   * @param models at least one, all for the same task
   */
  public FrameTimes measure(List<Model> models) throws Exception {
    Map<Way, Look> looks = looks(ways(models));
    List<PictureTime> pictures = new ArrayList<>();
    List<ModelTime> times = new ArrayList<>();
    looks.forEach(
        (way, look) -> {
          if (way.batch == 1) {
            pictures.add(look.picture());
          }
          if (way.size.equals(SIZES.get(0))) {
            times.add(look.model());
          }
        });
    Model first = models.get(0);
    Map<Kind, Double> shares = shares(first);
    return new FrameTimes(pictures, times, new StreamCost(overhead(first, looks.values()), shares));
  }

  /** Lists all batches at the smallest size, all sizes at the smallest batch. */
  private List<Way> ways(List<Model> models) {
    List<Way> ways = new ArrayList<>();
    for (Model model : models) {
      for (Kind engine : engines) {
        SIZES.forEach(size -> ways.add(new Way(model, engine, size, 1)));
        ways.add(new Way(model, engine, SIZES.get(0), BATCH));
      }
    }
    return ways;
  }

  /**
   * Measures each way three times in turns and keeps the middle: neighbours on the same hardware
   * disturb for seconds at a time. Larger pictures, which differ in decoding only, are measured
   * once.
   */
  private Map<Way, Look> looks(List<Way> ways)
      throws IOException, InterruptedException, MalformedFrameException {
    Map<Way, List<Look>> all = new LinkedHashMap<>();
    for (int i = 0; i < LOOKS; i++) {
      for (Way way : ways) {
        Look look = i == 0 || way.size.equals(SIZES.get(0)) ? look(way) : null;
        if (look != null) {
          all.computeIfAbsent(way, w -> new ArrayList<>()).add(look);
        }
      }
    }
    Map<Way, Look> middle = new LinkedHashMap<>();
    all.forEach(
        (way, of) -> {
          of.sort(Comparator.comparingDouble(Look::millis));
          middle.put(way, of.get(of.size() / 2));
        });
    return middle;
  }

  private @Nullable Look look(Way way)
      throws IOException, InterruptedException, MalformedFrameException {
    screen.doing(
        String.format(
            Locale.ROOT, "Measuring %s in %s, batch %d", way.name, way.engine, way.batch));
    try {
      return way.timer.look(way.size, sample(way.size));
    } catch (EngineException cannotRunIt) {
      String note = "%s is left out: %s".formatted(way.engine, cannotRunIt.getMessage());
      if (notes.add(note)) {
        screen.note(note);
      }
      return null;
    }
  }

  /**
   * Returns frames of a size, made once: scaling a video and encoding its frames takes longer than
   * the measurement.
   */
  private List<byte[]> sample(FrameSize size) throws IOException, InterruptedException {
    List<byte[]> frames = samples.get(size);
    if (frames == null) {
      frames = SampleFrames.jpegs(size.width(), size.height(), FRAMES);
      samples.put(size, frames);
    }
    return frames;
  }

  /** Returns the engine whose job is measured between two topics. */
  private Kind streamed() {
    return engines.get(engines.size() - 1);
  }

  /**
   * Returns the cost of the stream per frame. CPU time is independent of the worker's waiting for
   * frames.
   */
  private double overhead(Model model, Collection<Look> looks) throws Exception {
    Look look =
        looks.stream()
            .filter(l -> l.isOf(model.spec().name(), streamed(), SIZES.get(0), BATCH))
            .findFirst()
            .orElseThrow();
    screen.doing("Measuring a job between two topics");
    PipelineBench.Plan plan =
        PipelineBench.Plan.brief(look.millis(), JobSettings.ofBench(model, streamed(), BATCH));
    PipelineReport report = new PipelineBench(plan, sample(SIZES.get(0)), screen).run();
    return report.streamMillis(look.picture().millis());
  }

  /** Returns the speed of all cores together, as a share of the sum of their lone speeds. */
  private Map<Kind, Double> shares(Model model)
      throws IOException, InterruptedException, ExecutionException {
    int cores = Runtime.getRuntime().availableProcessors();
    Map<Kind, Double> shares = new EnumMap<>(Kind.class);
    if (cores > 1) {
      screen.doing(String.format(Locale.ROOT, "Measuring %d busy cores", cores));
      StreamingDuel.Rates alone = StreamingDuel.rates(model, 1);
      StreamingDuel.Rates all = StreamingDuel.rates(model, cores);
      shares.put(Kind.JAVA, Math.min(1, all.java() / (cores * alone.java())));
      shares.put(Kind.ONNXRUNTIME, Math.min(1, all.rival() / (cores * alone.rival())));
    }
    return shares;
  }
}
