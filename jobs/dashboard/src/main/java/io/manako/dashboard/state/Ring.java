package io.manako.dashboard.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Last few items of many. Instances are not thread-safe.
 *
 * @param <T> type of the items
 */
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

  /** Returns the items, newest first. */
  List<T> newestFirst() {
    List<T> list = new ArrayList<>(items);
    Collections.reverse(list);
    return list;
  }
}
