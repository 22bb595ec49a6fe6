package io.manako.cli.models;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Progress bar that draws nothing, for output that is not a terminal. */
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
