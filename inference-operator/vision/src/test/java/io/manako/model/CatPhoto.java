package io.manako.model;

import io.manako.model.CatalogEntry.PackageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A photo of a cat before a grey wall, 800×1042, from an npm package; fetched once. */
public final class CatPhoto {
  private static final PackageFile SOURCE =
      new PackageFile(
          "cat-picture",
          "5.1.2",
          "213d53cf520b1c164795cc3b902f4d939f5e09b7b3c9dd8b4b2cfa05dbe3cf97",
          "cat.jpg");

  private CatPhoto() {}

  /** Where it lies on this machine. */
  public static Path file() throws IOException {
    ModelStore store = ModelStore.standard();
    Path folder = store.folder("any").resolveSibling("../photos").normalize();
    Path photo = Files.createDirectories(folder).resolve("cat.jpg");
    return Files.exists(photo) ? photo : new ModelFetcher(store).fetchFile(SOURCE, folder);
  }
}
