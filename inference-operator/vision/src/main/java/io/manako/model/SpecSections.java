package io.manako.model;

import io.manako.tensor.ResizeMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Section {@code input}, which {@code model.yaml} and the catalog share. */
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

  /** Kinds of {@link ResizeMode} by name. */
  private enum ResizeName {
    STRETCH,
    LETTERBOX,
    CENTER_CROP
  }
}
