package io.manako.chaos.check;

/**
 * One promise and the way to disprove it: a check disturbs the real thing, counts what came of it
 * and says which figures break the promise. Its test also runs it once on something broken on
 * purpose, which it must find.
 */
public interface ChaosCheck {

  /** As typed: one word in lower case. */
  String name();

  /** What must hold, in one sentence. */
  String promise();

  /**
   * Disturbs and counts.
   *
   * @return the figures; {@link Report#holds} says whether the promise did
   * @throws Exception if the check itself could not be made, which says nothing about the promise
   */
  Report run(ChaosRun run) throws Exception;
}
