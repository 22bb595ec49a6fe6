package io.manako.chaos.check;

/**
 * Promise and the way to disprove it. A check disturbs the real thing, counts the results and
 * reports the figures that break the promise. Each check's test also runs it once on something
 * broken on purpose, which the check must find.
 */
public interface ChaosCheck {

  /** Returns the name on the command line: one word in lower case. */
  String name();

  /** Returns the promise in one sentence. */
  String promise();

  /**
   * Disturbs and counts.
   *
   * @return figures; {@link Report#holds} says whether the promise held
   * @throws Exception if the check itself failed, which says nothing about the promise
   */
  Report run(ChaosRun run) throws Exception;
}
