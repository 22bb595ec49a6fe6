package io.manako.cli.models;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Where a progress bar goes that nobody watches. */
final class SilentBar implements ProgressBarConsumer {
  private static final int COLUMNS = 80;

  @Override
  public int getMaxRenderedLength() {
    return COLUMNS;
  }

  @Override
  public void accept(String bar) {}

  @Override
  public void close() {}
}
