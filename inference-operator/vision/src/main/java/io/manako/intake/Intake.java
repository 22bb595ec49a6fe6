package io.manako.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import io.manako.engine.OnnxRuntimeProbe;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxFile;
import io.manako.graph.OnnxPictureAxis;
import io.manako.graph.OnnxSummary;
import io.manako.model.ModelException;
import io.manako.model.ModelSpecFile;
import io.manako.model.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes in a network that somebody else made: recognises its head, describes the model beside the
 * file and tries the description on a picture.
 */
public final class Intake {
  private final Path folder;
  private final Request request;
  private final List<String> known = new ArrayList<>();
  private final List<String> assumed = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /**
   * Prepares an intake.
   *
   * @param folder folder with {@code model.onnx}, which receives the description and the labels
   */
  public Intake(Path folder, Request request) {
    this.folder = folder;
    this.request = request;
  }

  /**
   * Writes {@code model.yaml} and {@code labels.txt}.
   *
   * @throws ModelException naming what is unknown and the key to give, or what is nonsense
   * @throws io.manako.engine.EngineException if ONNX Runtime refuses the file
   * @throws IOException if a file cannot be read or written
   */
  public Adoption adopt() throws IOException {
    Path onnx = folder.resolve("model.onnx");
    OnnxSummary summary = withPictureAxis(onnx, summary(onnx));
    PictureInputs inputs = new PictureInputs(summary, request.settings());
    PictureInput input = inputs.find();
    try (OnnxRuntimeProbe probe = OnnxRuntimeProbe.open(onnx)) {
      takeAnchors();
      NetworkSampler sampler = new NetworkSampler(summary, input, probe);
      Proposal proposal = propose(sampler, input);
      size(inputs, input, proposal);
      LabelChoice labels =
          LabelChoice.of(proposal, ExporterNotes.of(summary.metadata()), request.labels());
      names(proposal, labels);
      firstLabel(proposal);
      List<InputConvention> conventions = conventions(input, proposal, sampler.isTensorFlow());
      requireNothingMissing(proposal);
      Files.write(folder.resolve("labels.txt"), labels.names());
      SpecDraft drafts = new SpecDraft(request, input, sampler.constants());
      Reading reading =
          new ReadingContest(folder, request, drafts, labels).best(proposal, conventions);
      Files.writeString(folder.resolve(ModelSpecFile.NAME), reading.draft().yaml());
      describe(proposal, reading, labels);
      return new Adoption(
          proposal.family(), proposal.certainty() == Proposal.Certainty.CERTAIN, known, assumed);
    }
  }

  /** Copies the user's file of anchors beside the network. */
  private void takeAnchors() throws IOException {
    String anchors = request.settings().get(SpecDraft.ANCHORS);
    if (anchors != null) {
      Files.copy(Path.of(anchors), folder.resolve(SpecDraft.ANCHORS_FILE));
    }
  }

  /** Puts an axis of pictures in front of a single picture, which the engines need. */
  private OnnxSummary withPictureAxis(Path onnx, OnnxSummary summary) throws IOException {
    Optional<OnnxSummary.Port> single = OnnxPictureAxis.missing(summary);
    if (single.isEmpty()) {
      return summary;
    }
    OnnxPictureAxis.add(onnx, single.get().name());
    known.add(
        "input: the network takes a single picture, so a Squeeze now removes the batch's axis");
    return summary(onnx);
  }

  private OnnxSummary summary(Path onnx) throws IOException {
    try {
      Optional<String> outside = OnnxFile.externalWeight(onnx);
      if (outside.isPresent()) {
        throw new ModelException(
            "the weight %s is in another file; name the folder that holds both instead of the file, or save the model with its weights inside"
                .formatted(outside.get()));
      }
      return OnnxSummary.read(onnx);
    } catch (MalformedModelException | InvalidProtocolBufferException e) {
      throw new ModelException(
          request.source() + " is no ONNX file or is cut short: " + e.getMessage(), e);
    }
  }

  /** Recognises the head, a second time on pixels as its family wants them. */
  private Proposal propose(NetworkSampler sampler, PictureInput input) {
    InputConvention first = given().orElse(plain(input));
    NetworkSample sample = sampler.run(request.trial(), first);
    Proposal proposal = recognise(sample);
    InputConvention own = proposal.convention();
    return own == null || own.mean().equals(first.mean()) && own.std().equals(first.std())
        ? proposal
        : recognise(sampler.run(request.trial(), own));
  }

  private static InputConvention plain(PictureInput input) {
    return input.type().equals("uint8") ? InputConvention.BYTES : InputConvention.UNIT;
  }

  private Proposal recognise(NetworkSample sample) {
    return Heads.recognise(sample)
        .orElseThrow(
            () ->
                new ModelException(
                    "the outputs fit no head that is known: "
                        + outputs(sample)
                        + "; docs/own-model.md lists the heads, and a model.yaml written by hand"
                        + " beside the file needs no import"));
  }

  private static String outputs(NetworkSample sample) {
    List<String> all = new ArrayList<>();
    sample.outputs().forEach(o -> all.add(o.name() + " " + o.shape()));
    return String.join(", ", all);
  }

  private boolean isGiven(String... keys) {
    return List.of(keys).stream().anyMatch(request.settings()::containsKey);
  }

  private Optional<InputConvention> given() {
    boolean blueFirst = "bgr".equals(request.settings().get("input.color"));
    return Optional.ofNullable(request.settings().get(SpecDraft.RANGE))
        .map(SpecDraft::range)
        .map(range -> blueFirst ? range.bgr() : range);
  }

  /**
   * Asks for the names of a classifier's or a segmenter's classes if the file has none: features of
   * a face, depths and pictures have the same shapes, and no trial could tell them apart.
   */
  private void names(Proposal proposal, LabelChoice labels) {
    if (proposal.task() != Task.DETECTION && labels.isNumbered()) {
      missing.add(
          "the names of the classes, as an output of that shape may be features or depths as well:"
              + " --labels FILE");
    }
  }

  /** Asks where labels start if no result says so: another start gives each class a wrong name. */
  private void firstLabel(Proposal proposal) {
    boolean open =
        "detections".equals(proposal.output().get("kind"))
            && !proposal.output().containsKey("first-label");
    if (open && !isGiven("output.first-label")) {
      missing.add(
          "the number of the first class in its labels: --set output.first-label=0, or 1 if 0 is"
              + " the background");
    }
  }

  private void requireNothingMissing(Proposal proposal) {
    if (!missing.isEmpty()) {
      throw new ModelException(
          "it looks like a "
              + proposal.family()
              + " ("
              + proposal.reason()
              + "), but the file does not say all; give "
              + String.join("; and ", missing));
    }
  }

  private void size(PictureInputs inputs, PictureInput input, Proposal proposal) {
    if (!inputs.isOpen(input)) {
      return;
    }
    if (proposal.task() == Task.CLASSIFICATION) {
      missing.add(
          "the size of its pictures, which the input "
              + input.name()
              + " leaves open: --set input.width=… --set input.height=…");
      return;
    }
    assumed.add(
        "input: the file leaves the size open, and "
            + input.width()
            + "×"
            + input.height()
            + " was taken; --set input.width=… --set input.height=… change it");
  }

  /** Returns the ways in which pixels may become numbers; several if only a trial can tell. */
  private List<InputConvention> conventions(
      PictureInput input, Proposal proposal, boolean tensorFlow) {
    Optional<InputConvention> given = given();
    if (given.isPresent()) {
      return List.of(given.get());
    }
    if (request.settings().containsKey("input.mean")) {
      return List.of(InputConvention.UNIT.because("given with --set"));
    }
    if (input.type().equals("uint8")) {
      return List.of(InputConvention.BYTES.because("the input takes bytes"));
    }
    InputConvention own = proposal.convention();
    if (own != null) {
      return List.of(own);
    }
    if (proposal.task() == Task.DETECTION) {
      return tensorFlow ? InputConvention.TRIED_OF_TENSORFLOW : InputConvention.TRIED;
    }
    missing.add(
        "the range of its pixels: --set input.range=0..1, -1..1, 0..255 or imagenet (or input.mean"
            + " and input.std), and --set input.color=bgr if blue comes first");
    return List.of();
  }

  private void describe(Proposal proposal, Reading reading, LabelChoice labels) {
    known.add("head: " + proposal.family() + ", because " + proposal.reason());
    InputConvention convention = reading.convention();
    (convention.because().isEmpty() ? assumed : known)
        .add(
            "pixels: "
                + convention.range()
                + " in the order "
                + convention.color().name().toLowerCase(Locale.ROOT)
                + ": "
                + (convention.because().isEmpty()
                    ? "with it, the trial's answers were the clearest"
                    : convention.because()));
    if (reading.draft().has("output.anchor-sizes")
        && !isGiven("output.yolo", "output.anchor-sizes")) {
      assumed.add(
          "anchors: those of the version in the file's name; --set output.yolo=… changes it");
    }
    known.add("labels: " + labels.summary());
    assumed.addAll(reading.doubts());
  }
}
