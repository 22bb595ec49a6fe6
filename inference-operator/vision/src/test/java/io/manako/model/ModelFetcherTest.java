package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.tensor.ResizeMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches a tiny model through a shell script that stands in for npm. */
final class ModelFetcherTest {
  private static final String MODEL =
      "{\"modelTopology\":{\"model_config\":{\"config\":[{\"class_name\":\"InputLayer\",\"config\":"
          + "{\"name\":\"in\"}},{\"class_name\":\"GlobalAveragePooling2D\",\"config\":"
          + "{\"name\":\"out\"}}]}},\"weightsManifest\":[]}";

  @TempDir private Path folder;

  private ModelStore store;

  @BeforeEach
  void open() {
    store = new ModelStore(folder.resolve("home"));
  }

  @Test
  void aFetchedModelIsCompleteAndTheSecondFetchRunsNothing() throws IOException {
    CatalogEntry entry = entry(archive(Map.of("package/m.json", MODEL, "package/l.js", labels())));
    List<String> steps = new ArrayList<>();
    FetchListener listener = (done, total, doing) -> steps.add(doing);
    ModelFetcher fetcher = new ModelFetcher(store, npm("cp %s .".formatted(archivePath())));
    Model model = fetcher.fetch(entry, listener);
    assertThat(model.spec().labels()).containsExactly("red", "", "blue");
    assertThat(model.spec().sha256()).isEqualTo(Sha256.of(model.onnx()));
    assertThat(steps).contains("Downloading tiny@1.0.0", "Done");
    steps.clear();
    assertThat(fetcher.fetch(entry, listener)).isEqualTo(model);
    assertThat(steps).isEmpty();
    assertThat(left()).containsExactly(".tiny.lock", "tiny");
  }

  @Test
  void anotherDescriptionOfTheSameWeightsNeedsNoDownload() throws IOException {
    CatalogEntry entry = entry(archive(Map.of("package/m.json", MODEL, "package/l.js", labels())));
    Model before =
        new ModelFetcher(store, npm("cp %s .".formatted(archivePath())))
            .fetch(entry, FetchListener.silent());
    Path catalog = folder.resolve("models.yaml");
    Files.writeString(
        catalog,
        Files.readString(catalog)
            .replace("resize: stretch", "resize: center-crop, crop-fraction: 0.5"));
    CatalogEntry changed = ModelCatalog.read(catalog).get("tiny");
    ModelFetcher offline = new ModelFetcher(store, npm("exit 1"));
    Model after = offline.fetch(changed, FetchListener.silent());
    assertThat(after.spec().input().resize()).isEqualTo(new ResizeMode.CenterCrop(0.5f));
    assertThat(after.spec().sha256()).isEqualTo(before.spec().sha256());
    assertThat(after.spec().labels()).isEqualTo(before.spec().labels());
    assertThat(store.load("tiny")).isEqualTo(after);
    assertThat(left()).containsExactly(".tiny.lock", "tiny");
  }

  @Test
  void twoProcessesThatFetchAFileAtOnceBothGetIt() throws Exception {
    String sha256 = archive(Map.of("package/cat.txt", "miaow"));
    var source = new CatalogEntry.PackageFile("tiny", "1.0.0", sha256, "cat.txt");
    Path started = Files.createDirectories(folder.resolve("started"));
    String both =
        "touch %1$s/$$; while [ $(ls %1$s | wc -l) -lt 2 ]; do sleep 0.01; done; cp %2$s .";
    ModelFetcher fetcher = new ModelFetcher(store, npm(both.formatted(started, archivePath())));
    Path photos = folder.resolve("photos");
    List<CompletableFuture<Path>> fetches =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> fetcher.fetchFile(source, photos)))
            .limit(2)
            .toList();

    for (CompletableFuture<Path> fetch : fetches) {
      assertThat(fetch.get()).hasContent("miaow");
    }
    assertThat(photos.toFile().list()).containsExactly("cat.txt");
  }

  @Test
  void aDamagedModelIsFetchedAgain() throws IOException {
    CatalogEntry entry = entry(archive(Map.of("package/m.json", MODEL, "package/l.js", labels())));
    ModelFetcher fetcher = new ModelFetcher(store, npm("cp %s .".formatted(archivePath())));
    Model model = fetcher.fetch(entry, FetchListener.silent());
    Files.write(model.onnx(), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> store.load("tiny"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("model.onnx is damaged: its sha256 is 039058c6")
        .hasMessageContaining("expected is " + model.spec().sha256())
        .hasMessageContaining("models pull tiny");
    assertThat(fetcher.fetch(entry, FetchListener.silent())).isEqualTo(model);
    assertThat(store.load("tiny")).isEqualTo(model);
  }

  @Test
  void labelsMayBeAnArrayOfTextsOrOfObjectsOrThePartOfATextInTheWeightsPackage()
      throws IOException {
    assertThat(labels("const x.NAMES = ['none', 'red', \"green\", 'blue',];", "", 1))
        .containsExactly("red", "green", "blue");
    String objects = "const x.NAMES = [{id: 1, n: 'red'}, {id: 2, n: 'green'}, {id: 3, n: 'blue'}]";
    assertThat(labels(objects, "field: n", 0)).containsExactly("red", "green", "blue");
    assertThat(labels("???\nred\ngreen\nblue<weights>", "offset: 4\n      length: 14", 0))
        .containsExactly("red", "green", "blue");
  }

  @Test
  void labelsMayStandInTheCatalog() throws IOException {
    entry(archive(Map.of("package/m.json", MODEL)));
    Path catalog = folder.resolve("models.yaml");
    String named =
        "labels:\n      names: [red, green]\n      first-class-id: 0\n      map: colours\n    input:";
    Files.writeString(
        catalog, Files.readString(catalog).replaceAll("(?s)labels:.*? {4}input:", named));
    ModelFetcher fetcher = new ModelFetcher(store, npm("cp %s .".formatted(archivePath())));
    CatalogEntry entry = ModelCatalog.read(catalog).get("tiny");
    assertThat(fetcher.fetch(entry, FetchListener.silent()).spec().labels())
        .containsExactly("red", "green");
  }

  @Test
  void aPartBehindTheEndOfItsFileIsRefused() {
    assertThatThrownBy(() -> labels("red", "offset: 2\n      length: 2", 0))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("l.js of tiny@1.0.0 has 3 bytes, 2 from 2 on are needed");
  }

  /** The labels that a package with such a file leads to. */
  private List<String> labels(String file, String more, int firstClassId) throws IOException {
    entry(archive(Map.of("package/m.json", MODEL, "package/l.js", file)));
    Path catalog = folder.resolve("models.yaml");
    String changed =
        Files.readString(catalog)
            .replace("first-class-id: 5", "first-class-id: " + firstClassId)
            .replace("file: l.js", more.isEmpty() ? "file: l.js" : "file: l.js\n      " + more);
    if (more.contains("offset")) {
      changed = changed.replace("variable: x.NAMES", "");
    }
    if (firstClassId == 1) {
      changed =
          changed
              .replace("task: classification", "task: segmentation")
              .replace(
                  "{kind: classes, scores: scores, activation: none}",
                  "{kind: pixel-scores, scores: scores, layout: nhwc, background: true, width: 4,"
                      + " height: 4, grid: asymmetric}");
    }
    Files.writeString(catalog, changed);
    ModelFetcher fetcher =
        new ModelFetcher(
            new ModelStore(folder.resolve("home" + file.hashCode())),
            npm("cp %s .".formatted(archivePath())));
    CatalogEntry entry = ModelCatalog.read(catalog).get("tiny");
    return fetcher.fetch(entry, FetchListener.silent()).spec().labels();
  }

  @Test
  void anotherArchiveThanTheCatalogsIsNotOpened() throws IOException {
    CatalogEntry entry = entry("0".repeat(64));
    Files.writeString(archivePath(), "anything but an archive");
    refused(entry, "cp %s .".formatted(archivePath()), "was not opened");
  }

  @Test
  void aPathThatLeadsOutIsRefused() throws IOException {
    CatalogEntry entry = entry(archive(Map.of("package/../../../evil", "x")));
    refused(entry, "cp %s .".formatted(archivePath()), "leads outside of its folder");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void withoutNetworkTheSentenceSaysWhatToCheck() throws IOException {
    refused(
        entry("0".repeat(64)),
        "echo 'npm error code ENOTFOUND'; exit 1",
        "npm cannot reach its registry for tiny@1.0.0");
  }

  @Test
  void aFullDiskIsNamed() throws IOException {
    refused(
        entry("0".repeat(64)),
        "echo 'npm error nospc ENOSPC: no space left on device'; exit 1",
        "the disk is full");
  }

  @Test
  void withoutNpmTheSentenceSaysHowToInstallIt() throws IOException {
    ModelFetcher fetcher = new ModelFetcher(store, folder.resolve("none").toString());
    CatalogEntry entry = entry("0".repeat(64));
    assertThatThrownBy(() -> fetcher.fetch(entry, FetchListener.silent()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("npm was not found")
        .hasMessageContaining("apt-get install npm");
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
    archive(Map.of("package/big", "x".repeat(1000)));
    assertThatThrownBy(() -> new PackageArchive(999).unpack(archivePath(), folder.resolve("u")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("more than 999 bytes");
  }

  private void refused(CatalogEntry entry, String script, String sentence) throws IOException {
    ModelFetcher fetcher = new ModelFetcher(store, npm(script));
    assertThatThrownBy(() -> fetcher.fetch(entry, FetchListener.silent()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(sentence);
    assertThat(left()).containsExactly(".tiny.lock");
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(store.folder("tiny").getParent())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private String npm(String body) throws IOException {
    Path script = folder.resolve("npm");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  private static String labels() {
    return "x.NAMES = {\n  5: 'r' +\n 'ed',\n  7: \"blue\",\n};";
  }

  private Path archivePath() {
    return folder.resolve("tiny-1.0.0.tgz");
  }

  /** The archive's sha256. */
  private String archive(Map<String, String> files) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archivePath()))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        out.write(tarHeader(file.getKey(), bytes.length));
        out.write(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
      }
      out.write(new byte[1024]);
    }
    return Sha256.of(archivePath());
  }

  /** POSIX ustar, written by hand because a library would refuse the paths that are tested. */
  private static byte[] tarHeader(String name, int size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    put(header, 136, String.format(Locale.ROOT, "%011o", 0));
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o", sum));
    header[154] = 0;
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private CatalogEntry entry(String sha256) throws IOException {
    Path catalog = folder.resolve("models.yaml");
    String source = "package: tiny\n      version: 1.0.0\n      sha256: \"" + sha256 + "\"\n";
    Files.writeString(
        catalog,
        """
        models:
          tiny:
            task: classification
            version: "1"
            description: a mean
            licence: MIT
            weights:
              %s
              file: m.json
            network:
              outputs:
                scores: out
            labels:
              %s
              file: l.js
              variable: x.NAMES
              first-class-id: 5
              count: 3
              map: colours
            input:
              {width: 4, height: 4, resize: stretch, color: rgb, mean: [0, 0, 0], std: [1, 1, 1]}
            output:
              {kind: classes, scores: scores, activation: none}
        """
            .formatted(source.strip(), source.strip()));
    return ModelCatalog.read(catalog).get("tiny");
  }
}
