package io.manako.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lays buffers out in one array so that those alive at the same time do not overlap. */
final class Arena {
  private static final int LINE = 16;

  private Arena() {}

  /**
   * Places every buffer that a step mentions.
   *
   * @return number of floats of the whole array
   */
  static int layOut(List<Step> steps) {
    Set<Buffer> buffers = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Buffer buffer : steps.get(i).buffers()) {
        buffer.usedBy(i);
        buffers.add(buffer);
      }
    }
    List<Buffer> placed = new ArrayList<>();
    int end = AlignedArray.FIRST;
    for (Buffer buffer : buffers) {
      buffer.place(firstFit(buffer, placed));
      placed.add(buffer);
      end = Math.max(end, buffer.offset() + buffer.size());
    }
    return end;
  }

  private static int firstFit(Buffer buffer, List<Buffer> placed) {
    List<Buffer> alive =
        placed.stream()
            .filter(buffer::overlaps)
            .sorted(Comparator.comparingInt(Buffer::offset))
            .toList();
    int at = AlignedArray.FIRST;
    for (Buffer other : alive) {
      if (Math.addExact(at, buffer.size()) <= other.offset()) {
        break;
      }
      int behind = other.offset() + other.size() - AlignedArray.FIRST;
      at = Math.max(at, AlignedArray.FIRST + (behind + LINE - 1) / LINE * LINE);
    }
    return at;
  }
}
