package io.manako.operator.models;

/**
 * The models of both roles.
 *
 * @param primary models whose answers are the results
 * @param shadow models that are compared with the primary ones
 */
record ModelRoles(RoleModels primary, RoleModels shadow) {

  RoleModels of(ModelRole role) {
    return switch (role) {
      case PRIMARY -> primary;
      case SHADOW -> shadow;
    };
  }

  /** Number of sets in memory; for any thread. */
  int setsInMemory() {
    return primary.cache().size() + shadow.cache().size();
  }

  boolean isCrowded() {
    return primary.cache().size() > ModelCache.MOST || shadow.cache().size() > ModelCache.MOST;
  }

  boolean hasSwappedOut() {
    return primary.cache().hasSwappedOut() || shadow.cache().hasSwappedOut();
  }
}
