package io.manako.cli.plan;

/**
 * Share of the demand that a candidate carries, and how.
 *
 * @param candidate network and the way it runs
 * @param subtasks subtasks that it needs, one core each; all that may be used if they are too few
 * @param sustains true if they carry every camera and leave the head-room
 * @param capacity frames per second of these subtasks, with cameras spread evenly and no head-room
 * @param busy share of its core that the busiest subtask needs; above 1 it falls behind
 */
record Proposal(Candidate candidate, int subtasks, boolean sustains, double capacity, double busy) {

  /** Returns the share of the busiest subtask's core that stays free; below 0 it falls behind. */
  double headRoom() {
    return 1 - busy;
  }
}
