package io.manako.model;

import io.manako.model.CatalogEntry.LabelSource;
import io.manako.model.CatalogEntry.NetworkPart;
import io.manako.model.CatalogEntry.PackageFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Catalog of the models that can be fetched by name: {@code config/models.yaml}. */
public final class ModelCatalog {
  private static final String FILE = "models.yaml";

  private final Map<String, CatalogEntry> entries;

  private ModelCatalog(Map<String, CatalogEntry> entries) {
    this.entries = entries;
  }

  /**
   * Returns the catalog in the folder that the system property {@code manako.conf} names, or else
   * the catalog packed with this library.
   *
   * @throws ModelException if the catalog is malformed
   */
  public static ModelCatalog standard() {
    String folder = System.getProperty("manako.conf");
    Path file = Path.of(folder == null ? "." : folder, FILE);
    if (folder != null && Files.exists(file)) {
      return read(file);
    }
    try (InputStream in = ModelCatalog.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new ModelException("the catalog " + FILE + " was not packed: build again");
      }
      return of(YamlMapping.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new ModelException("the catalog cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a catalog from a file.
   *
   * @throws ModelException if the file is missing or malformed
   */
  public static ModelCatalog read(Path file) {
    return of(YamlMapping.read(file));
  }

  private static ModelCatalog of(YamlMapping yaml) {
    Map<String, CatalogEntry> entries = new LinkedHashMap<>();
    yaml.mapping("models")
        .mappings()
        .forEach((name, mapping) -> entries.put(name, entry(name, mapping)));
    yaml.finish();
    return new ModelCatalog(entries);
  }

  /** All entries in the file's order. */
  public List<CatalogEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** Whether the catalog has a model of that name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * Returns a model by name.
   *
   * @throws ModelException with the nearest names, if the catalog has no such model
   */
  public CatalogEntry get(String name) {
    CatalogEntry entry = entries.get(name);
    if (entry == null) {
      throw new ModelException(
          "there is no model %s; %s".formatted(name, NearestName.hint(name, entries.keySet())));
    }
    return entry;
  }

  private static CatalogEntry entry(String name, YamlMapping yaml) {
    Task task = yaml.choice("task", Task.class);
    YamlMapping weights = yaml.mapping("weights");
    CatalogEntry entry =
        new CatalogEntry(
            name,
            yaml.text("version"),
            task,
            yaml.text("description"),
            yaml.text("licence"),
            PackageFile.read(weights),
            network(yaml.mapping("network")),
            labels(yaml.mapping("labels")),
            SpecSections.input(yaml.mapping("input"), true),
            OutputSection.read(yaml.mapping("output")),
            task == Task.DETECTION
                ? DetectionThresholds.read(yaml.mapping("detection"))
                : DetectionThresholds.NONE,
            yaml.has("accuracy") ? Math.round(yaml.fraction("accuracy") * 1000) / 10.0 : 0,
            ModelSpecFile.trackScores(yaml, task));
    weights.finish();
    yaml.finish();
    return entry;
  }

  private static NetworkPart network(YamlMapping yaml) {
    NetworkPart part =
        new NetworkPart(
            yaml.text("input", ""),
            yaml.mapping("outputs").texts(),
            yaml.text("anchors", ""),
            yaml.has("anchor-grid") ? OutputSection.anchorRule(yaml.mapping("anchor-grid")) : null);
    yaml.finish();
    return part;
  }

  private static LabelSource labels(YamlMapping yaml) {
    List<String> names = yaml.has("names") ? yaml.names("names") : List.of();
    LabelSource source =
        new LabelSource(
            names.isEmpty() ? PackageFile.read(yaml) : null,
            yaml.text("variable", ""),
            yaml.text("field", ""),
            names,
            yaml.integer("first-class-id", 0),
            names.isEmpty() ? yaml.integer("count", 1) : names.size(),
            yaml.text("map"));
    yaml.finish();
    return source;
  }
}
