package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.local.terminal.Screen;
import io.manako.zoo.PublishedResult.Measure;
import java.io.IOException;
import java.util.List;

/** Times those networks of the zoo that a small machine may want and that were not timed yet. */
public final class ZooTimes {
  /**
   * Limit of the networks' size. Larger ones are for other machines; {@code models table --measure}
   * times them too.
   */
  private static final long MOST_MULTIPLY_ADDS = 1_000_000_000L;

  private final Screen screen;

  /**
   * Prepares a measurement.
   *
   * @param screen shows progress
   */
  public ZooTimes(Screen screen) {
    this.screen = screen;
  }

  /** Adds the times of all members with that published measure; takes seconds for each. */
  public Measurement complete(Measurement known, Measure measure) throws IOException {
    NetworkTimer timer = new NetworkTimer(List.of(Kind.values()), NetworkTimer.Turns.BRIEF);
    Measurement all = known;
    for (ZooMember member : ZooMember.all()) {
      if (member.published().filter(r -> r.measure() == measure).isPresent()
          && all.networks().stream().noneMatch(t -> isOf(t, member))
          && member.stats().multiplyAdds() < MOST_MULTIPLY_ADDS) {
        screen.doing("Timing " + member.label());
        all = all.with(timer.time(member.model(), member.variant()));
      }
    }
    return all;
  }

  private static boolean isOf(NetworkTime time, ZooMember member) {
    return time.isOf(member.model().name(), member.variant(), time.engine());
  }
}
