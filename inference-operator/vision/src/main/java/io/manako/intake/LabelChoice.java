package io.manako.intake;

import io.manako.intake.Proposal.Classes;
import io.manako.model.ModelException;
import io.manako.model.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of a network's classes, and where they come from.
 *
 * @param names names by id minus {@code firstClassId}, an empty name for an id that is not used
 * @param firstClassId class id of the first name
 * @param map name of the label map
 * @param because origin of the names, as a sentence without a full stop
 */
public record LabelChoice(List<String> names, int firstClassId, String map, String because) {
  private static final int SHOWN = 3;
  private static final int COCO = 80;
  private static final int COCO_IDS = 90;
  private static final int VOC = 20;
  private static final int IMAGENET = 1000;

  /** Sources of names beside the file itself. */
  public interface Sources {
    /** Returns the user's file of labels, or null. */
    @Nullable Path file();

    /** Returns ImageNet's names in the order of the classes; empty if none are on this machine. */
    List<String> imagenet();
  }

  /**
   * Chooses the names: the user's, then the file's own, then those that the number of classes
   * suggests.
   *
   * @throws ModelException with both numbers, if the user's file has more names than the network
   *     has classes
   */
  static LabelChoice of(Proposal proposal, ExporterNotes notes, Sources sources) {
    Classes classes = proposal.classes();
    Path file = sources.file();
    if (file != null) {
      return ofFile(file, classes.count());
    }
    List<String> noted = notes.names();
    if (!noted.isEmpty() && (classes.count() == 0 || classes.count() == noted.size())) {
      return new LabelChoice(noted, 0, "own", "the exporter wrote the names into the file");
    }
    if (!classes.only().isEmpty()) {
      return new LabelChoice(
          List.of(classes.only()), 0, classes.only(), "networks of this family know only that");
    }
    return byCount(proposal, sources);
  }

  private static LabelChoice ofFile(Path file, int count) {
    try {
      List<String> names = TextFile.lines(file).stream().map(String::strip).toList();
      int last = names.size();
      while (last > 0 && names.get(last - 1).isEmpty()) {
        last--;
      }
      if (last == 0 || (count > 0 && last > count)) {
        throw new ModelException(
            "%s has %s names, but the network has %s classes; give one name a line, in the order of the classes"
                .formatted(file, last, count == 0 ? "some" : count));
      }
      return new LabelChoice(names.subList(0, last), 0, "own", "the names are those of " + file);
    } catch (IOException e) {
      throw new ModelException("the labels cannot be read: " + e.getMessage(), e);
    }
  }

  private static LabelChoice byCount(Proposal proposal, Sources sources) {
    int count = proposal.classes().count();
    if (count == 0) {
      return byFirstLabel(proposal);
    }
    return switch (count) {
      case COCO -> coco80("80 classes are those of COCO without gaps");
      case COCO_IDS -> coco90(1, "90 classes are COCO's ids 1 to 90");
      case COCO_IDS + 1 -> cocoWithZero();
      case VOC ->
          new LabelChoice(KnownLabels.voc20(), 0, "voc-20", "20 classes are those of PASCAL VOC");
      case IMAGENET, IMAGENET + 1 -> imagenet(count, sources.imagenet());
      default -> numbered(count);
    };
  }

  private static LabelChoice byFirstLabel(Proposal proposal) {
    boolean fromOne = Integer.valueOf(1).equals(proposal.output().get("first-label"));
    return fromOne
        ? coco90(1, "results that count from 1 are taken for COCO's ids 1 to 90")
        : coco80("results that count from 0 are taken for COCO's 80 classes");
  }

  private static LabelChoice coco80(String because) {
    return new LabelChoice(KnownLabels.coco80(), 0, "coco-80", because + assumed());
  }

  private static LabelChoice coco90(int first, String because) {
    return new LabelChoice(KnownLabels.coco90(), first, "coco-90", because + assumed());
  }

  private static LabelChoice cocoWithZero() {
    List<String> names = new ArrayList<>(List.of(""));
    names.addAll(KnownLabels.coco90());
    return new LabelChoice(names, 0, "coco-90", "91 classes are COCO's ids 0 to 90" + assumed());
  }

  private static LabelChoice imagenet(int count, List<String> known) {
    if (known.size() != IMAGENET) {
      return new LabelChoice(
          numbers(count),
          0,
          "imagenet-" + count,
          count
              + " classes are those of ImageNet, whose names are not on this machine: run ./manako"
              + " models pull mobilenet-v1-1.0-224-imagenet and import again, or give --labels FILE");
    }
    List<String> names = new ArrayList<>(count > IMAGENET ? List.of("background") : List.of());
    names.addAll(known);
    return new LabelChoice(
        names, 0, "imagenet-" + count, count + " classes are those of ImageNet" + assumed());
  }

  private static LabelChoice numbered(int count) {
    return new LabelChoice(
        numbers(count),
        0,
        "own",
        count
            + (count == 1 ? " class has" : " classes have")
            + " no names in the file; give --labels FILE with one name a line");
  }

  /** Returns the first names and their origin. */
  String summary() {
    List<String> first = names.stream().filter(n -> !n.isEmpty()).limit(SHOWN).toList();
    long more = names.stream().filter(n -> !n.isEmpty()).count() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more; " : "; ") + because;
  }

  /** Whether nothing but the number of classes is known. */
  boolean isNumbered() {
    return !names.isEmpty() && names.equals(numbers(names.size())) && map.equals("own");
  }

  private static List<String> numbers(int count) {
    List<String> names = new ArrayList<>(Collections.nCopies(count, ""));
    for (int i = 0; i < count; i++) {
      names.set(i, "class-" + i);
    }
    return List.copyOf(names);
  }

  private static String assumed() {
    return "; if yours differ, give --labels FILE";
  }
}
