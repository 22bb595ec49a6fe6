package io.manako.track.scene;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Different objects that were in a zone in a window. A visitor is known as long as the visitor may
 * come back, so the list does not grow with the window. Instances are immutable.
 *
 * @param count number of different objects
 * @param known visitors that are in the zone or may come back
 */
public record Visitors(int count, List<Visitor> known) {
  static final Visitors NONE = new Visitors(0, List.of());

  public Visitors {
    known = List.copyOf(known);
  }

  /**
   * Track that was in the zone.
   *
   * @param trackId id of the track
   * @param objectId number of the object that the track shows
   * @param inside whether the track is in the zone now
   */
  public record Visitor(long trackId, long objectId, boolean inside) {}

  /** Returns the visitors of a state that holds no objects: each visit counts. */
  static Visitors ofVisits(int visits) {
    return new Visitors(visits, List.of());
  }

  /**
   * Returns the visitors after a track has entered.
   *
   * @param object number of the object that the track shows; if null, the object is a new one
   */
  Visitors entering(long track, @Nullable Long object) {
    if (object == null) {
      return new Visitors(count + 1, known);
    }
    boolean counted = known.stream().anyMatch(v -> v.objectId() == object);
    Stream<Visitor> others = known.stream().filter(v -> v.inside() || v.objectId() != object);
    Stream<Visitor> all = Stream.concat(others, Stream.of(new Visitor(track, object, true)));
    return new Visitors(counted ? count : count + 1, all.toList());
  }

  /** Returns the visitors after a track has left. */
  Visitors leaving(long track) {
    return new Visitors(
        count,
        known.stream()
            .map(v -> v.trackId() == track ? new Visitor(track, v.objectId(), false) : v)
            .toList());
  }

  /** Returns the visitors without those who left and cannot come back. */
  Visitors remembering(Set<Long> objects) {
    return known.isEmpty()
        ? this
        : new Visitors(
            count,
            known.stream().filter(v -> v.inside() || objects.contains(v.objectId())).toList());
  }

  /**
   * Returns the visitors at the beginning of the next window.
   *
   * @param present number of tracks in the zone, known or not
   */
  Visitors carried(int present) {
    List<Visitor> inside = known.stream().filter(Visitor::inside).toList();
    long objects = inside.stream().mapToLong(Visitor::objectId).distinct().count();
    int unknown = Math.max(0, present - inside.size());
    return new Visitors(Math.toIntExact(objects) + unknown, inside);
  }
}
