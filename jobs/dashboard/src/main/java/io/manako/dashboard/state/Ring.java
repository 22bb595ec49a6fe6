package io.manako.dashboard.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The last few of many. Not thread-safe. */
final class Ring<T> {
  private final int most;
  private final ArrayDeque<T> items = new ArrayDeque<>();

  Ring(int most) {
    this.most = most;
  }

  void add(T item) {
    if (items.size() == most) {
      items.removeFirst();
    }
    items.addLast(item);
  }

  int size() {
    return items.size();
  }

  /** The newest first. */
  List<T> newestFirst() {
    List<T> list = new ArrayList<>(items);
    Collections.reverse(list);
    return list;
  }
}
