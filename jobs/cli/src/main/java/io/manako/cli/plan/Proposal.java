package io.manako.cli.plan;

/**
 * How a candidate would carry the demand, or how much of it it could.
 *
 * @param candidate which network, run how
 * @param subtasks that it takes, a core each; all that may be used if they are too few
 * @param sustains whether they carry every camera and leave the head-room
 * @param capacity frames per second of these subtasks, with cameras spread evenly and no head-room
 * @param busy share of its core that the busiest subtask needs; above 1 it falls behind
 */
record Proposal(Candidate candidate, int subtasks, boolean sustains, double capacity, double busy) {

  /** Share of the busiest subtask's core that stays free; below 0 it falls behind. */
  double headRoom() {
    return 1 - busy;
  }
}
