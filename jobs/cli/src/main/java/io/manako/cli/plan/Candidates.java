package io.manako.cli.plan;

import io.manako.cli.measure.FrameTimes;
import io.manako.cli.measure.Measurement;
import io.manako.cli.measure.ModelTime;
import io.manako.cli.measure.NetworkTime;
import io.manako.cli.measure.ZooMember;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Task;
import io.manako.zoo.PublishedResult;
import io.manako.zoo.PublishedResult.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists every measured network that may serve a demand. */
final class Candidates {
  /** Ratio of times below which a larger batch is worth its delay. */
  private static final double WORTH_WAITING = 0.97;

  private final Measurement measurement;
  private final FrameTimes frames;
  private final Demand demand;
  private final Set<Kind> engines;

  /**
   * Holds a measurement.
   *
   * @param frames costs of frames without the network, from the same measurement
   * @param engines engines that may be used
   */
  Candidates(Measurement measurement, FrameTimes frames, Demand demand, Set<Kind> engines) {
    this.measurement = measurement;
    this.frames = frames;
    this.demand = demand;
    this.engines = engines;
  }

  /**
   * Returns one candidate for each model and each member of the zoo, in its fastest form.
   *
   * @param accuracy accuracy of a model with weights, in percent, 0 if unknown
   */
  List<Candidate> all(ToDoubleFunction<String> accuracy) {
    List<Candidate> all = new ArrayList<>();
    measured().map(ModelTime::model).distinct().forEach(m -> all.add(model(m, accuracy)));
    for (ZooMember member : ZooMember.all()) {
      PublishedResult result = member.result();
      if (result != null && result.measure() == measure(demand.task())) {
        zoo(member, result).ifPresent(all::add);
      }
    }
    return all;
  }

  /** Returns the published figure by which networks for a task are compared. */
  static Measure measure(Task task) {
    return switch (task) {
      case CLASSIFICATION -> Measure.IMAGENET_TOP1;
      case DETECTION -> Measure.COCO_MAP;
      case SEGMENTATION -> Measure.VOC_MIOU;
    };
  }

  private Stream<ModelTime> measured() {
    return frames.models().stream()
        .filter(m -> m.task() == demand.task() && engines.contains(m.engine()));
  }

  private Candidate model(String name, ToDoubleFunction<String> accuracy) {
    ModelTime time = fastest(measured().filter(m -> m.model().equals(name)).toList());
    return new Candidate(
        name,
        true,
        time.engine(),
        time.batch(),
        accuracy.applyAsDouble(name),
        cost(time),
        runs(InputSides.of(name)),
        frames.stream().share(time.engine()),
        time.weightBytes(),
        time.arenaBytes());
  }

  /** Returns the fastest engine, with the smallest batch that is about as fast as its best one. */
  private ModelTime fastest(List<ModelTime> times) {
    Comparator<ModelTime> byCost = Comparator.comparingDouble(this::perFrame);
    ModelTime best = times.stream().min(byCost).orElseThrow();
    return times.stream()
        .filter(t -> t.engine() == best.engine())
        .filter(t -> WORTH_WAITING * perFrame(t) <= perFrame(best))
        .min(Comparator.comparingInt(ModelTime::batch))
        .orElse(best);
  }

  private double perFrame(ModelTime time) {
    return cost(time).total() / frames.stream().share(time.engine());
  }

  private FrameCost cost(ModelTime time) {
    return planned(cost(time, time.inferenceMillis()), InputSides.of(time.model()));
  }

  private FrameCost cost(ModelTime around, double inference) {
    return new FrameCost(
        frames.decode(around, demand.frame()),
        frames.preprocess(around, demand.frame()),
        inference,
        around.postprocessMillis(),
        frames.stream().overheadMillis());
  }

  private FrameCost planned(FrameCost whole, int inputSide) {
    return demand.activity() == null ? whole : whole.focused(runs(inputSide));
  }

  private double runs(int inputSide) {
    Activity activity = demand.activity();
    return activity == null ? 1 : activity.runs(inputSide);
  }

  /**
   * Builds a candidate without weights. Costs around the network come from a model with weights for
   * the same task.
   */
  private Optional<Candidate> zoo(ZooMember member, PublishedResult result) {
    return measurement.networks().stream()
        .filter(t -> t.batch() == 1 && engines.contains(t.engine()))
        .filter(t -> t.isOf(member.model().name(), member.variant(), t.engine()))
        .min(Comparator.comparingDouble(NetworkTime::millis))
        .flatMap(t -> Optional.ofNullable(around(t.engine())).map(a -> zoo(member, result, t, a)));
  }

  private Candidate zoo(
      ZooMember member, PublishedResult result, NetworkTime time, ModelTime around) {
    return new Candidate(
        member.label(),
        false,
        time.engine(),
        1,
        result.value(),
        planned(cost(around, time.millis()), member.variant().size()),
        runs(member.variant().size()),
        frames.stream().share(time.engine()),
        0,
        0);
  }

  private @Nullable ModelTime around(Kind engine) {
    return measured().filter(m -> m.engine() == engine && m.batch() == 1).findFirst().orElse(null);
  }
}
