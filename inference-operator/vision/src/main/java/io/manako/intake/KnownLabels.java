package io.manako.intake;

import io.manako.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names of classes that are known by their number alone. */
final class KnownLabels {
  /** Ids of 1 … 90 that COCO's published classes leave out. */
  private static final List<Integer> COCO_GAPS = List.of(12, 26, 29, 30, 45, 66, 68, 69, 71, 83);

  private static final int COCO_IDS = 90;

  private KnownLabels() {}

  /** Returns COCO's 80 names without gaps. */
  static List<String> coco80() {
    return read("coco-80.txt");
  }

  /** Returns COCO's names by id from 1 on, with an empty name for each id that is not used. */
  static List<String> coco90() {
    List<String> names = new ArrayList<>();
    List<String> dense = coco80();
    int next = 0;
    for (int id = 1; id <= COCO_IDS; id++) {
      names.add(COCO_GAPS.contains(id) ? "" : dense.get(next++));
    }
    return List.copyOf(names);
  }

  /** Returns the 20 names of PASCAL VOC. */
  static List<String> voc20() {
    return read("voc-20.txt");
  }

  private static List<String> read(String name) {
    try (InputStream in = KnownLabels.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelException("the labels " + name + " were not packed: build again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new ModelException("the labels " + name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
