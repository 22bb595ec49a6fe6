package io.manako.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of a network that belong to levels with one stride each. Every level has the same roles:
 * scores, boxes and the like.
 *
 * @param strides pixels from one cell to the next, rising
 * @param boxesPerCell number of boxes of each cell
 * @param transposed whether columns come before rows
 * @param batched whether the outputs have an axis of pictures
 * @param roles outputs of one meaning, in the order of a level's outputs in the file
 */
record Levels(
    List<Integer> strides,
    int boxesPerCell,
    boolean transposed,
    boolean batched,
    List<Role> roles) {
  private static final int MOST_BOXES = 3;

  /**
   * Outputs of one meaning.
   *
   * @param names names by stride
   * @param sample output of the first level, as rows of columns
   */
  record Role(List<String> names, OutputSample sample) {
    int columns() {
      return sample.columns();
    }

    boolean isCalled(String pattern) {
      return names.get(0).toLowerCase(Locale.ROOT).matches(".*(" + pattern + ").*");
    }
  }

  /** Output of one level. */
  private record Place(int stride, int boxesPerCell, boolean transposed, OutputSample rows) {}

  /** Returns the levels, or nothing if the outputs are not those of two levels or more. */
  static Optional<Levels> of(NetworkSample network) {
    Map<Integer, List<Place>> byStride = new TreeMap<>();
    for (OutputSample output : network.outputs()) {
      Place place = place(network, output);
      if (place == null) {
        return Optional.empty();
      }
      byStride.computeIfAbsent(place.stride, s -> new ArrayList<>()).add(place);
    }
    List<List<Place>> levels = new ArrayList<>(byStride.values());
    boolean alike =
        levels.size() > 1
            && levels.stream().allMatch(level -> columns(level).equals(columns(levels.get(0))));
    return alike ? Optional.of(of(new ArrayList<>(byStride.keySet()), levels)) : Optional.empty();
  }

  private static List<Integer> columns(List<Place> level) {
    return level.stream().map(place -> place.rows.columns()).toList();
  }

  private static Levels of(List<Integer> strides, List<List<Place>> levels) {
    List<Place> first = levels.get(0);
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      int role = i;
      List<String> names = levels.stream().map(level -> level.get(role).rows.name()).toList();
      roles.add(new Role(names, first.get(i).rows));
    }
    Place any = first.get(0);
    boolean batched = any.transposed || any.rows.rank() > 2;
    return new Levels(strides, any.boxesPerCell, any.transposed, batched, roles);
  }

  private static @Nullable Place place(NetworkSample network, OutputSample output) {
    if (output.rank() == 2 || output.rank() == 3) {
      for (int boxes = 1; boxes <= MOST_BOXES; boxes++) {
        int stride = network.strideOf(output.shape().dim(-2), boxes);
        if (stride > 0) {
          return new Place(stride, boxes, false, output);
        }
      }
    } else if (output.rank() == 4) {
      for (int stride : List.of(4, 8, 16, 32, 64, 128)) {
        if (network.hasExtents(stride, output.shape().dim(2), output.shape().dim(3))) {
          return new Place(stride, 1, true, output.transposed());
        }
      }
    }
    return null;
  }

  private @Nullable Role first(Predicate<Role> test) {
    return roles.stream().filter(test).findFirst().orElse(null);
  }

  /** Returns the role of the boxes, four numbers or four distributions. */
  @Nullable Role boxes() {
    Role four = first(role -> role.columns() == 4);
    if (four != null) {
      return four;
    }
    Role called =
        first(role -> role.columns() % 4 == 0 && role.isCalled("box|reg|dis") && isSpread(role));
    return called != null ? called : first(Levels::isSpread);
  }

  /** Whether four distributions fit in: eight bins or more for each side, not scores. */
  private static boolean isSpread(Role role) {
    return role.columns() % 4 == 0 && role.columns() >= 32 && !role.sample.isScores();
  }

  @Nullable Role keypoints() {
    return first(role -> role.columns() == 10 && !role.sample.isScores());
  }

  /** Returns the role of the objectness: the second one with a single column. */
  @Nullable Role objectness() {
    List<Role> single = roles.stream().filter(role -> role.columns() == 1).toList();
    Role called = first(role -> role.columns() == 1 && role.isCalled("obj|ctr|center"));
    if (called != null && roles.size() > 2) {
      return called;
    }
    boolean classes = roles.stream().anyMatch(r -> r.columns() > 1 && !isGeometry(r));
    return single.size() == 2
        ? single.get(1)
        : classes && single.size() == 1 ? single.get(0) : null;
  }

  private boolean isGeometry(Role role) {
    return role.equals(boxes()) || role.equals(keypoints());
  }

  @Nullable Role scores() {
    Role objectness = objectness();
    return first(role -> !isGeometry(role) && !role.equals(objectness));
  }

  /** Returns the only role if a level's boxes and scores are columns of one output. */
  Optional<Role> joined() {
    boolean one =
        roles.size() == 1
            && roles.get(0).columns() > 5
            && boxesPerCell == 1
            && roles.get(0).sample.isMostlyNothing(4);
    return one ? Optional.of(roles.get(0)) : Optional.empty();
  }
}
