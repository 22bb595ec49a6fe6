package io.manako.engine.plan;

import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Node;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values of a graph in the layouts in which they exist; adds a step that copies a value into a
 * missing layout.
 */
final class Values {
  private final Graph graph;
  private final Map<String, Shape> shapes;
  private final List<Step> steps;
  private final int batch;
  private final int block;
  private final boolean whole;
  private final Set<Buffer> shared = new HashSet<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, FeatureMap> maps = new HashMap<>();
  private final Map<String, Plain> plains = new HashMap<>();
  private final Map<String, Pictures> pictures = new HashMap<>();

  Values(Graph graph, Map<String, Shape> shapes, List<Step> steps, Extents extents) {
    this.graph = graph;
    this.shapes = shapes;
    this.steps = steps;
    this.batch = extents.batch();
    this.block = extents.block();
    this.whole = extents.whole();
    graph.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .forEach(value -> readers.merge(value, 1, Integer::sum));
    graph.outputs().forEach(value -> readers.merge(value, 1, Integer::sum));
  }

  /**
   * Extents of a plan.
   *
   * @param batch pictures in a batch
   * @param block channels in a block
   * @param whole whether every run may compute a whole batch: the network is for exactly so many
   *     pictures
   */
  record Extents(int batch, int block, boolean whole) {}

  /** Returns whether the first axis of a value is that of the pictures. */
  boolean isLed(String value) {
    Shape shape = shape(value);
    return shape.rank() > 0 && shape.dim(0) == batch;
  }

  /**
   * Returns the extents of one picture's part of a value. Where a run computes a whole batch, that
   * is the whole value if it has no axis of pictures in front.
   */
  Shape picture(String value) {
    Shape shape = shape(value);
    if (!isLed(value) && whole) {
      return shape;
    }
    if (!isLed(value)) {
      throw new UnsupportedGraphException(
          "the Java engine cannot follow the batch in value "
              + value
              + " of shape "
              + shape
              + ": its first axis is not the batch; "
              + MalformedModelException.OTHER_ENGINE);
    }
    return Shape.of(Arrays.copyOfRange(shape.dims(), 1, shape.rank()));
  }

  Shape shape(String value) {
    Shape shape = shapes.get(value);
    if (shape == null) {
      throw new IllegalStateException("no shape is known of value " + value);
    }
    return shape;
  }

  /** Returns a copy of the constant {@code value}, or null if the value is computed. */
  float @Nullable [] constant(@Nullable String value) {
    Tensor tensor = value == null ? null : tensor(value);
    return tensor == null ? null : tensor.toArray();
  }

  /** Returns the constant {@code value}, or null if the value is computed. */
  @Nullable Tensor tensor(String value) {
    return graph.constants().get(value);
  }

  /** Whether a value is a map or a vector, which is a map of one pixel. */
  boolean isMap(String value) {
    int rank = shape(value).rank();
    return isLed(value) && (rank == 4 || rank == 2);
  }

  MapShape mapShape(String value) {
    if (!isLed(value)) {
      throw new IllegalArgumentException(
          value + " of shape " + shape(value) + " holds maps that are no pictures of the batch");
    }
    Shape p = picture(value);
    return p.rank() == 1
        ? new MapShape(p.dim(0), 1, 1)
        : new MapShape(p.dim(0), p.dim(1), p.dim(2));
  }

  /** Whether a value lies in blocks already. */
  boolean hasMap(String value) {
    return maps.containsKey(value);
  }

  @Nullable Pictures pictures(String value) {
    return pictures.get(value);
  }

  void put(String value, Pictures batchOfPictures) {
    pictures.put(value, batchOfPictures);
  }

  /** Gives a map another name; no step may then compute in its place. */
  void put(String value, FeatureMap map) {
    maps.put(value, map);
    shared.add(map.buffer());
  }

  void put(String value, Plain plain) {
    plains.put(value, plain);
  }

  /** Allocates a map for a value. */
  FeatureMap newMap(String value) {
    FeatureMap map = FeatureMap.allocate(mapShape(value), batch, block);
    maps.put(value, map);
    return map;
  }

  /** Allocates a map without a name. */
  FeatureMap scratch(MapShape shape) {
    return FeatureMap.allocate(shape, batch, block);
  }

  /** Allocates memory for a value in row-major order. */
  Plain newPlain(String value) {
    Plain plain = Plain.allocate(picture(value), isLed(value) ? batch : 1);
    plains.put(value, plain);
    return plain;
  }

  int block() {
    return block;
  }

  int batch() {
    return batch;
  }

  /** Returns whether a step may compute all pictures of a batch at once. */
  boolean isWhole() {
    return whole;
  }

  /** Returns whether every computed value of a node has the axis of pictures in front. */
  boolean areLed(Node node) {
    return computed(node).allMatch(this::isLed);
  }

  /** Returns whether no computed value of a node has an axis of pictures in front. */
  boolean areAlone(Node node) {
    return computed(node).noneMatch(this::isLed);
  }

  private Stream<String> computed(Node node) {
    return Stream.concat(node.inputs().stream(), Stream.of(node.output()))
        .filter(value -> tensor(value) == null);
  }

  /**
   * Returns a map for {@code output}, in the memory of {@code input} if nothing else reads that.
   */
  FeatureMap inPlace(String input, String output) {
    FeatureMap map = map(input);
    boolean readAgain = readers.getOrDefault(input, 0) > 1 || shared.contains(map.buffer());
    if (readAgain || plains.containsKey(input)) {
      return newMap(output);
    }
    maps.put(output, map);
    return map;
  }

  /** Returns a value in blocks. */
  FeatureMap map(String value) {
    FeatureMap map = maps.get(value);
    if (map == null) {
      Plain plain = plain(value);
      map = newMap(value);
      steps.add(CopyStep.of(plain, map));
    }
    return map;
  }

  /** Returns a value in row-major order. */
  Plain plain(String value) {
    Plain plain = plains.get(value);
    if (plain == null) {
      FeatureMap map = maps.get(value);
      float[] constant = constant(value);
      Pictures batchOfPictures = pictures.get(value);
      plain = newPlain(value);
      if (constant != null) {
        steps.add(new ConstantStep(constant, plain));
      } else if (map != null) {
        steps.add(CopyStep.of(map, plain, false));
      } else if (batchOfPictures != null) {
        boolean channelsLast = isChannelsLast(value, batchOfPictures);
        steps.add(CopyStep.of(batchOfPictures, plain, channelsLast));
      } else {
        throw new IllegalStateException("no step writes the value " + value + " that it reads");
      }
    }
    return plain;
  }

  /** Whether a value holds the pictures with the channel as the last axis. */
  boolean isChannelsLast(String value, Pictures p) {
    MapShape s = p.shape();
    // Where both orders have the same extents, pictures are channels first.
    return !picture(value).equals(Shape.of(s.channels(), s.height(), s.width()));
  }
}
