package io.manako.model;

import io.manako.model.BoxCoding.Units;
import java.util.List;

/** Section {@code output} of a network that suppresses overlapping boxes itself. */
final class FinalSection {
  private static final int BOX_COLUMNS = 4;
  private static final List<String> USUAL = List.of("box", "score", "label");
  private static final List<String> WORDS = List.of("box", "score", "label", "batch");

  private final YamlMapping yaml;
  private final OutputSection common;

  FinalSection(YamlMapping yaml, OutputSection common) {
    this.yaml = yaml;
    this.common = common;
  }

  OutputSpec read() {
    FinalBoxes.Columns columns =
        yaml.has("output")
            ? joined(yaml.text("output"))
            : FinalBoxes.Columns.of(yaml.text("boxes"), yaml.text("scores"), yaml.text("labels"));
    return new FinalBoxes(
        columns,
        yaml.has("count") ? yaml.text("count") : null,
        common.coding(BoxFormat.XYXY, Units.PIXEL),
        yaml.integer("first-label", 0, 0),
        yaml.flag("batched", true),
        common.keypoints());
  }

  private FinalBoxes.Columns joined(String output) {
    List<String> words = yaml.has("columns") ? yaml.names("columns") : USUAL;
    if (!words.containsAll(USUAL) || !WORDS.containsAll(words)) {
      throw new ModelException(
          "output: columns is %s; it lists box (four columns), score and label in the order of the"
                  .formatted(words)
              + " output, and batch for a column that is skipped");
    }
    return new FinalBoxes.Columns(
        List.of(output), index(words, "box"), index(words, "score"), index(words, "label"));
  }

  private static int index(List<String> words, String word) {
    int index = 0;
    for (String before : words.subList(0, words.indexOf(word))) {
      index += before.equals("box") ? BOX_COLUMNS : 1;
    }
    return index;
  }
}
