package io.manako.intake;

import java.util.List;

/**
 * Outcome of an intake: what was recognised and why.
 *
 * @param family name of the family
 * @param certain whether the evidence leaves no other reading
 * @param known sentences about what was recognised, without full stops
 * @param assumed sentences about what was assumed and how to change it, without full stops
 */
public record Adoption(String family, boolean certain, List<String> known, List<String> assumed) {
  public Adoption {
    known = List.copyOf(known);
    assumed = List.copyOf(assumed);
  }
}
