package io.manako.model;

import io.manako.graph.Resampling.Grid;
import io.manako.tensor.ResizeMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sections that {@code model.yaml} and the catalog share. */
final class SpecSections {
  private SpecSections() {}

  /**
   * Reads the section {@code input}.
   *
   * @param yaml the section
   * @param converted whether a conversion sets name and layout, as for a model of the catalog
   */
  static InputSpec input(YamlMapping yaml, boolean converted) {
    InputSpec.Color color = yaml.choice("color", InputSpec.Color.class);
    InputSpec read =
        new InputSpec(
            converted ? "image" : yaml.text("name"),
            converted ? InputSpec.Layout.NCHW : yaml.choice("layout", InputSpec.Layout.class),
            yaml.integer("width", 1),
            yaml.integer("height", 1),
            resize(yaml),
            color,
            yaml.numbers("mean", color.channels()),
            yaml.numbers("std", color.channels()),
            yaml.has("constants") ? yaml.mapping("constants").numbers() : Map.of());
    if (read.std().contains(0f)) {
      throw new ModelException("input: std divides and must not be 0");
    }
    yaml.finish();
    return read;
  }

  private static ResizeMode resize(YamlMapping yaml) {
    ResizeName name = yaml.choice("resize", ResizeName.class);
    if (name != ResizeName.CENTER_CROP && yaml.has("crop-fraction")) {
      throw new ModelException(
          "input: crop-fraction goes with resize: center-crop only; remove it, or correct resize");
    }
    return switch (name) {
      case STRETCH -> ResizeMode.STRETCH;
      case LETTERBOX -> ResizeMode.LETTERBOX;
      case CENTER_CROP -> new ResizeMode.CenterCrop(cropFraction(yaml));
    };
  }

  private static float cropFraction(YamlMapping yaml) {
    float fraction = (float) yaml.fraction("crop-fraction");
    if (fraction == 0) {
      throw new ModelException("input: crop-fraction must be above 0; 0.875 is the usual one");
    }
    return fraction;
  }

  /** Reads the section {@code output}. */
  static OutputSpec output(YamlMapping yaml) {
    OutputKind kind = yaml.choice("kind", OutputKind.class);
    OutputSpec read =
        switch (kind) {
          case SSD ->
              new OutputSpec.Ssd(
                  yaml.text("boxes"),
                  yaml.text("scores"),
                  activation(yaml),
                  yaml.flag("background"),
                  yaml.text("anchors"),
                  yaml.numbers("coding", 4));
          case DECODED_BOXES ->
              new OutputSpec.DecodedBoxes(
                  yaml.text("boxes"),
                  yaml.text("scores"),
                  activation(yaml),
                  yaml.flag("background"));
          case CLASSES -> new OutputSpec.Classes(yaml.text("scores"), activation(yaml));
          case CENTERS ->
              new OutputSpec.Centers(
                  yaml.text("sizes"),
                  yaml.text("scores"),
                  activation(yaml),
                  yaml.integer("stride", 1));
          case PIXEL_SCORES ->
              new OutputSpec.PixelScores(
                  yaml.text("scores"),
                  yaml.choice("layout", InputSpec.Layout.class),
                  yaml.flag("background"),
                  side(yaml, "width"),
                  side(yaml, "height"),
                  yaml.choice("grid", Grid.class));
        };
    yaml.finish();
    return read;
  }

  private static int side(YamlMapping yaml, String key) {
    int pixels = yaml.integer(key, 1);
    if (pixels > OutputSpec.PixelScores.MAX_SIDE) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "output: %s is %d pixels; masks have at most %d",
              key,
              pixels,
              OutputSpec.PixelScores.MAX_SIDE));
    }
    return pixels;
  }

  private static OutputSpec.Activation activation(YamlMapping yaml) {
    return yaml.choice("activation", OutputSpec.Activation.class);
  }

  static Map<String, Object> write(InputSpec input) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("name", input.name());
    yaml.put("layout", YamlMapping.name(input.layout()));
    yaml.put("width", input.width());
    yaml.put("height", input.height());
    write(input.resize(), yaml);
    yaml.put("color", YamlMapping.name(input.color()));
    yaml.put("mean", input.mean());
    yaml.put("std", input.std());
    if (!input.constants().isEmpty()) {
      yaml.put("constants", input.constants());
    }
    return yaml;
  }

  private static void write(ResizeMode resize, Map<String, Object> yaml) {
    if (resize instanceof ResizeMode.CenterCrop center) {
      yaml.put("resize", YamlMapping.name(ResizeName.CENTER_CROP));
      yaml.put("crop-fraction", center.fraction());
    } else {
      boolean letterbox = resize instanceof ResizeMode.Letterbox;
      yaml.put("resize", YamlMapping.name(letterbox ? ResizeName.LETTERBOX : ResizeName.STRETCH));
    }
  }

  static Map<String, Object> write(OutputSpec output) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    if (output instanceof OutputSpec.Ssd ssd) {
      heads(yaml, OutputKind.SSD, List.of(ssd.boxes(), ssd.scores()), ssd.activation());
      yaml.put("background", ssd.background());
      yaml.put("anchors", ssd.anchors());
      yaml.put("coding", ssd.coding());
    } else if (output instanceof OutputSpec.DecodedBoxes box) {
      heads(yaml, OutputKind.DECODED_BOXES, List.of(box.boxes(), box.scores()), box.activation());
      yaml.put("background", box.background());
    } else if (output instanceof OutputSpec.Classes classes) {
      yaml.put("kind", YamlMapping.name(OutputKind.CLASSES));
      yaml.put("scores", classes.scores());
      yaml.put("activation", YamlMapping.name(classes.activation()));
    } else if (output instanceof OutputSpec.Centers centers) {
      yaml.put("kind", YamlMapping.name(OutputKind.CENTERS));
      yaml.put("sizes", centers.sizes());
      yaml.put("scores", centers.scores());
      yaml.put("activation", YamlMapping.name(centers.activation()));
      yaml.put("stride", centers.stride());
    } else if (output instanceof OutputSpec.PixelScores pixels) {
      yaml.put("kind", YamlMapping.name(OutputKind.PIXEL_SCORES));
      yaml.put("scores", pixels.scores());
      yaml.put("layout", YamlMapping.name(pixels.layout()));
      yaml.put("background", pixels.background());
      yaml.put("width", pixels.width());
      yaml.put("height", pixels.height());
      yaml.put("grid", YamlMapping.name(pixels.grid()));
    }
    return yaml;
  }

  private static void heads(
      Map<String, Object> yaml,
      OutputKind kind,
      List<String> names,
      OutputSpec.Activation activation) {
    yaml.put("kind", YamlMapping.name(kind));
    yaml.put("boxes", names.get(0));
    yaml.put("scores", names.get(1));
    yaml.put("activation", YamlMapping.name(activation));
  }

  /** Kinds of {@link ResizeMode} by name. */
  private enum ResizeName {
    STRETCH,
    LETTERBOX,
    CENTER_CROP
  }

  /** Kinds of {@link OutputSpec} by name. */
  private enum OutputKind {
    SSD,
    DECODED_BOXES,
    CENTERS,
    CLASSES,
    PIXEL_SCORES
  }
}
