package io.manako.chaos.fault;

import static io.manako.testkit.fault.FaultPlace.CLOSE;
import static io.manako.testkit.fault.FaultPlace.DECODE;
import static io.manako.testkit.fault.FaultPlace.FLUSH;
import static io.manako.testkit.fault.FaultPlace.INFERENCE;
import static io.manako.testkit.fault.FaultPlace.LOAD;
import static io.manako.testkit.fault.FaultPlace.RESTORE;
import static io.manako.testkit.fault.FaultPlace.SNAPSHOT;

import io.manako.testkit.fault.Fault;
import io.manako.testkit.fault.FaultPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Faults of one bounded job.
 *
 * @param parallelism parallelism of the job
 * @param unaligned true if barriers overtake records in flight; such a job also tracks, so that
 *     there is a network to overtake on
 * @param focus whether the detector processes crops; the job is then compared with one without
 *     faults
 * @param faults faults in their order
 */
record FaultCourse(int parallelism, boolean unaligned, boolean focus, List<Fault> faults) {
  FaultCourse {
    faults = List.copyOf(faults);
  }

  /** Creates a course of whole frames. */
  FaultCourse(int parallelism, boolean unaligned, List<Fault> faults) {
    this(parallelism, unaligned, false, faults);
  }

  private FaultCourse focused() {
    return new FaultCourse(parallelism, unaligned, true, faults);
  }

  /**
   * Returns twenty-five faults in six jobs. A fault in restoring follows one that strikes when a
   * checkpoint is complete, and one in closing is the last, because the job has read all frames by
   * then.
   */
  static List<FaultCourse> round(RandomGenerator random) {
    return List.of(
        drawn(random, 1, false, LOAD, DECODE, FLUSH, RESTORE, CLOSE),
        drawn(random, 1, true, INFERENCE, SNAPSHOT, RESTORE, CLOSE),
        drawn(random, 2, false, DECODE, SNAPSHOT, LOAD, CLOSE).focused(),
        drawn(random, 2, true, LOAD, INFERENCE, FLUSH, RESTORE).focused(),
        drawn(random, 5, false, INFERENCE, FLUSH, RESTORE, CLOSE),
        drawn(random, 5, true, DECODE, SNAPSHOT, LOAD, FLUSH));
  }

  private static FaultCourse drawn(
      RandomGenerator random, int parallelism, boolean unaligned, FaultPlace... places) {
    List<Fault> faults = new ArrayList<>();
    for (FaultPlace place : places) {
      faults.add(place.at(visit(place, parallelism, random)));
    }
    return new FaultCourse(parallelism, unaligned, faults);
  }

  /**
   * Returns a visit. A barrier leads each subtask to its places once or twice, so the visit is at
   * the second barrier or a later one.
   */
  private static int visit(FaultPlace place, int parallelism, RandomGenerator random) {
    return switch (place) {
      case LOAD, RESTORE, CLOSE -> 1;
      case DECODE -> 20 + random.nextInt(60);
      case INFERENCE -> 4 + random.nextInt(8);
      case FLUSH, SNAPSHOT -> 2 * parallelism + 1 + random.nextInt(parallelism);
    };
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "parallelism %d, %s%s, %s",
        parallelism,
        unaligned ? "unaligned" : "aligned",
        focus ? ", focus" : "",
        faults);
  }
}
