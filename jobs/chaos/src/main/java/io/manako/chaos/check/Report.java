package io.manako.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures of a check in the order in which they were added. */
public final class Report {
  private final List<Figure> figures = new ArrayList<>();

  /** Adds a figure that explains the others. */
  public Report note(String name, Object value) {
    figures.add(new Figure(name, text(value), "", true));
    return this;
  }

  /** Adds a figure that must be this very number. */
  public Report exactly(String name, long demanded, long value) {
    return demand(name, value, "= " + text(demanded), value == demanded);
  }

  /** Adds a figure that must not be greater. */
  public Report atMost(String name, double limit, double value) {
    return demand(name, value, "≤ " + text(limit), value <= limit);
  }

  /** Adds a whole figure that must not be greater. */
  public Report atMost(String name, long limit, long value) {
    return demand(name, value, "≤ " + text(limit), value <= limit);
  }

  /** Adds a whole figure that must not be less. */
  public Report atLeast(String name, long limit, long value) {
    return demand(name, value, "≥ " + text(limit), value >= limit);
  }

  /** Adds a figure that must not be less. */
  public Report atLeast(String name, double limit, double value) {
    return demand(name, value, "≥ " + text(limit), value >= limit);
  }

  /** Adds the figures of a ledger, all of which must be 0. */
  public Report tally(String of, FrameLedger.Tally tally) {
    return note(of + ": frames sent", tally.sent())
        .exactly(of + ": lost", 0, tally.lost())
        .exactly(of + ": duplicated", 0, tally.duplicated())
        .exactly(of + ": out of order", 0, tally.reordered())
        .exactly(of + ": never sent", 0, tally.unknown());
  }

  private Report demand(String name, Object value, String demand, boolean holds) {
    figures.add(new Figure(name, text(value), demand, holds));
    return this;
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? String.format(Locale.ROOT, "%,d", number.longValue())
          : String.format(Locale.ROOT, "%,.2f", number);
    }
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(value);
  }

  /** Returns all figures. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Returns the figures that break the promise. */
  public List<Figure> broken() {
    return figures.stream().filter(figure -> !figure.holds()).toList();
  }

  /** Returns whether every demand is met, and there was one. */
  public boolean holds() {
    return broken().isEmpty() && figures.stream().anyMatch(figure -> !figure.demand().isEmpty());
  }

  /** Returns a table, one line per figure. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    for (Figure figure : figures) {
      table.append(
          String.format(
              Locale.ROOT,
              "  %-44s %14s  %-14s %s%n",
              figure.name(),
              figure.value(),
              figure.demand(),
              figure.demand().isEmpty() ? "" : figure.holds() ? "ok" : "BROKEN"));
    }
    return table.toString();
  }
}
