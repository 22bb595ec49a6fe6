package io.manako.tensor;

import java.nio.FloatBuffer;

/** Writes one row of samples at a time into a batch's buffer, in bulk if the layout allows it. */
final class RowWriter {
  private final PictureSlot slot;
  private final boolean interleaved;
  private final int channels;

  RowWriter(PictureSlot slot) {
    this.slot = slot;
    ImageLayout layout = slot.layout();
    this.channels = layout.channels();
    this.interleaved = layout.channelStride() == 1 && layout.pixelStride() == channels;
  }

  /** Floats from one pixel to the next in the rows that {@link #write} takes. */
  int step() {
    return interleaved ? channels : 1;
  }

  /**
   * Returns the index of channel {@code c}'s first sample in the rows that {@link #write} takes.
   */
  int place(int c) {
    return interleaved ? c : c * slot.layout().width();
  }

  /** Writes row {@code y}, all channels; samples outside the layout stay as they are. */
  void write(float[] row, int y) {
    ImageLayout layout = slot.layout();
    FloatBuffer data = slot.data();
    if (interleaved) {
      data.put(layout.index(slot.index(), 0, y, 0), row, 0, layout.width() * channels);
      return;
    }
    for (int c = 0; c < channels; c++) {
      int at = layout.index(slot.index(), c, y, 0);
      if (layout.pixelStride() == 1) {
        data.put(at, row, place(c), layout.width());
      } else {
        scatter(row, place(c), at);
      }
    }
  }

  private void scatter(float[] row, int from, int at) {
    int stride = slot.layout().pixelStride();
    for (int x = 0; x < slot.layout().width(); x++) {
      slot.data().put(at + x * stride, row[from + x]);
    }
  }
}
