package io.manako.cli.models;

import io.manako.local.terminal.Screen;
import io.manako.model.CatalogEntry;
import io.manako.model.FetchListener;
import io.manako.model.Model;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fetches a model of the catalog to this machine. */
@Command(
    name = "pull",
    description = "Fetch a model and convert it to ONNX, unless it is here and undamaged.")
final class PullModelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Model of the catalog.")
  private String name = "";

  @Override
  public Integer call() {
    CatalogEntry entry = ModelCatalog.standard().get(name);
    Screen screen = Screen.standard();
    screen.line("%s, licence %s".formatted(entry.name(), entry.licence()));
    Model model;
    try (ProgressBar bar = bar()) {
      model = new ModelFetcher(ModelStore.standard()).fetch(entry, listener(bar));
    }
    screen.done(model.folder().toString());
    return 0;
  }

  /** Returns a progress bar. Only a terminal gets one, because it overwrites its line. */
  private static ProgressBar bar() {
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName("Fetching")
            .setInitialMax(1)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .clearDisplayOnFinish();
    return Boolean.getBoolean("manako.terminal")
        ? builder.build()
        : builder.setConsumer(new SilentBar()).build();
  }

  private static FetchListener listener(ProgressBar bar) {
    return (done, total, doing) -> {
      bar.maxHint(total);
      bar.stepTo(done);
      bar.setExtraMessage(doing);
    };
  }
}
