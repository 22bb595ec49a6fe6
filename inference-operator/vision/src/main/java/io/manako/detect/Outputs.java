package io.manako.detect;

import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Outputs of a network by name, with their shapes for one picture. */
final class Outputs {
  private final List<String> names;
  private final List<Shape> shapes;

  Outputs(List<String> names, List<Shape> shapes) {
    this.names = names;
    this.shapes = shapes;
  }

  int index(String name) {
    return names.indexOf(name);
  }

  Shape shape(String name) {
    return shapes.get(index(name));
  }

  OutputView view(String name, boolean transposed) {
    return OutputView.of(name, index(name), shape(name), transposed);
  }

  List<OutputView> views(List<String> wanted, boolean transposed) {
    List<OutputView> views = new ArrayList<>();
    wanted.forEach(name -> views.add(view(name, transposed)));
    return views;
  }
}
