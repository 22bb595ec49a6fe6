package io.manako.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.cli.measure.FrameSize;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityPlannerTest {
  private static final FrameSize VGA = new FrameSize(640, 480);

  /** 25 ms a frame: 40 frames/s of a lone core, 32 of one of several. */
  private static final Candidate CANDIDATE = candidate("a", 70, 25);

  private static Candidate candidate(String name, double accuracy, double millis) {
    FrameCost cost = new FrameCost(1, 1, millis - 4, 1, 1);
    return new Candidate(name, true, Kind.JAVA, 1, accuracy, cost, 1, 0.8, 0, 0);
  }

  private static Demand demand(int cameras, double framesPerSecond, int cores) {
    return new Demand(cameras, framesPerSecond, VGA, cores, Task.CLASSIFICATION, 0, 0.2, null);
  }

  @Test
  void aLoneCoreHasItsWholeSpeed() {
    Proposal one = new CapacityPlanner(demand(3, 10, 4)).propose(CANDIDATE);
    assertThat(one.subtasks()).isOne();
    assertThat(one.sustains()).isTrue();
    assertThat(one.capacity()).isCloseTo(40, within(1e-9));
    assertThat(one.headRoom()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void theFewestSubtasksThatLeaveTheHeadRoomAreTaken() {
    Proposal proposal = new CapacityPlanner(demand(8, 10, 8)).propose(CANDIDATE);
    // Four carry 2 cameras each: 20 of 32 frames/s. Three would carry 3: 30 of 32.
    assertThat(proposal.subtasks()).isEqualTo(4);
    assertThat(proposal.headRoom()).isCloseTo(1 - 20 / 32.0, within(1e-9));
    assertThat(proposal.capacity()).isCloseTo(128, within(1e-9));
  }

  @Test
  void camerasAreWholeSoTheBusiestSubtaskCounts() {
    // Five cameras on four subtasks: one has two of them.
    Proposal proposal = new CapacityPlanner(demand(5, 10, 4)).propose(CANDIDATE);
    assertThat(proposal.subtasks()).isEqualTo(3);
    assertThat(proposal.busy()).isCloseTo(20 / 32.0, within(1e-9));
  }

  @Test
  void moreSubtasksThanCamerasWouldBeIdle() {
    Proposal proposal = new CapacityPlanner(demand(2, 100, 16)).propose(CANDIDATE);
    assertThat(proposal.subtasks()).isEqualTo(2);
    assertThat(proposal.sustains()).isFalse();
    assertThat(proposal.headRoom()).isNegative();
  }

  @Test
  void whatSustainsComesFirstAndThenTheMoreAccurate() {
    Candidate slow = candidate("slow", 80, 200);
    Candidate fast = candidate("fast", 60, 10);
    List<Proposal> proposals =
        new CapacityPlanner(demand(8, 10, 4)).propose(List.of(fast, slow, CANDIDATE));
    assertThat(proposals)
        .extracting(p -> p.candidate().name())
        .containsExactly("a", "fast", "slow");
    assertThat(CapacityPlanner.best(proposals)).contains(proposals.get(0));
  }

  @Test
  void whatIsLessAccurateThanAskedForDoesNotSustain() {
    Demand strict = new Demand(1, 1, VGA, 4, Task.CLASSIFICATION, 75, 0.2, null);
    assertThat(new CapacityPlanner(strict).propose(CANDIDATE).sustains()).isFalse();
  }

  @Test
  void networksWithoutWeightsAreNeverRecommended() {
    Candidate zoo = new Candidate("zoo", false, Kind.JAVA, 1, 80, CANDIDATE.cost(), 1, 0.8, 0, 0);
    List<Proposal> proposals =
        new CapacityPlanner(demand(1, 1, 1)).propose(List.of(zoo, CANDIDATE));
    assertThat(proposals.get(0).candidate()).isEqualTo(zoo);
    assertThat(CapacityPlanner.best(proposals).orElseThrow().candidate()).isEqualTo(CANDIDATE);
  }

  @Test
  void whatTheDemandWouldTakeIsSaid() {
    CapacityPlanner planner = new CapacityPlanner(demand(16, 10, 4));
    assertThat(planner.propose(CANDIDATE).sustains()).isFalse();
    // 25.6 frames/s of each core: 2 cameras.
    assertThat(planner.coresFor(CANDIDATE)).isEqualTo(8);
    assertThat(planner.camerasFor(CANDIDATE)).isEqualTo(8);
    assertThat(planner.framesPerSecondFor(CANDIDATE)).isCloseTo(6.4, within(1e-9));
  }

  @Test
  void noNumberOfCoresCarriesACameraThatIsTooFastForOne() {
    assertThat(new CapacityPlanner(demand(2, 100, 4)).coresFor(CANDIDATE)).isZero();
  }

  @Test
  void aDemandThatMakesNoSenseIsASentence() {
    assertThatThrownBy(() -> demand(0, 10, 4)).hasMessage("--cameras is 0; it must be 1 or more");
    assertThatThrownBy(() -> demand(1, 0, 4)).hasMessageContaining("--fps is 0.0");
    assertThatThrownBy(() -> demand(1, 1, 0)).hasMessageContaining("--cores is 0");
  }
}
