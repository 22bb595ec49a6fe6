package io.manako.chaos.hostile;

import io.manako.chaos.check.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Findings of several processes, counted together. */
final class Findings {
  /** Number of findings after which more add nothing. */
  private static final int ENOUGH = 20;

  /** Ways in which an input can break the promise. */
  enum Breach {
    WRONG("inputs that threw anything else"),
    CRASH("inputs that ended the process"),
    LATE("inputs that took over 2 s"),
    GROWTH("processes that grew by over 200 MiB");

    private final String figure;

    Breach(String figure) {
      this.figure = figure;
    }
  }

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Breach, Long> breaches = new EnumMap<>(Breach.class);
  private final List<String> sentences = new ArrayList<>();
  private long lateOnce;
  private double grown;
  private double slowest;

  synchronized void add(Outcome outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  synchronized void add(Breach breach, String sentence) {
    breaches.merge(breach, 1L, Long::sum);
    say(sentence);
  }

  /** Counts an input that was late in company and in time alone: the machine was busy. */
  synchronized void addLateOnce() {
    lateOnce++;
  }

  /** Adds the figures of one process. */
  synchronized void addProcess(double grownMebibytes, long slowestNanos) {
    grown = Math.max(grown, grownMebibytes);
    slowest = Math.max(slowest, slowestNanos / 1e6);
  }

  private void say(String sentence) {
    if (sentences.size() < ENOUGH) {
      sentences.add(sentence);
    }
  }

  /** Returns whether there are enough findings. */
  synchronized boolean areEnough() {
    return sentences.size() >= ENOUGH;
  }

  synchronized long answered() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the table of {@code inputs}. */
  synchronized Report report(long inputs) {
    Report report = new Report();
    report.atLeast("inputs answered or found", inputs, answered() + lateOnce + inBreach());
    // Neither all nor none, or else the inputs would try one side only.
    report.atLeast("decoded", inputs / 20.0, outcomes.getOrDefault(Outcome.DECODED, 0L));
    report.atLeast("refused with a sentence", inputs / 20.0, refused());
    for (Breach breach : Breach.values()) {
      report.exactly(breach.figure, 0, breaches.getOrDefault(breach, 0L));
    }
    report.atMost("resident memory grown at most, MiB", DecodingWorker.MOST_MEBIBYTES, grown);
    report.note("longest wait for an answer, ms", slowest);
    report.note("late beside others, in time alone", lateOnce);
    sentences.forEach(sentence -> report.note("found", sentence));
    return report;
  }

  private long refused() {
    return outcomes.getOrDefault(Outcome.REFUSED, 0L);
  }

  private long inBreach() {
    return breaches.entrySet().stream()
        .filter(found -> found.getKey() != Breach.WRONG)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
