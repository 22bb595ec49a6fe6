package io.manako.engine;

import io.manako.tensor.ImageLayout;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Runs batches of any size on a network that was exported for a fixed number of pictures: pictures
 * run in groups of that number, and the outputs of all groups are joined. Exporters fix the batch
 * at one by default, so such a network runs picture by picture.
 */
final class FixedBatchEngine implements Engine {
  private final Engine group;
  private final EngineInput groupInput;
  private final int maxBatch;
  private final List<FloatBuffer> answers;

  /** Whether the number of an output's rows depends on the picture, as was seen in a run. */
  private boolean varies;

  /**
   * Creates an engine for larger or smaller batches.
   *
   * @param group engine of one group, which this engine closes
   * @param maxBatch greatest number of pictures in one run, at least 1
   */
  FixedBatchEngine(Engine group, int maxBatch) {
    this.group = group;
    this.groupInput = group.newInput();
    this.maxBatch = maxBatch;
    this.answers =
        group.outputShapes().stream()
            .map(shape -> FloatBuffer.allocate(Math.multiplyExact(maxBatch, shape.size())))
            .toList();
  }

  /**
   * Returns the engine itself if it runs exactly the requested batches, otherwise an engine around
   * it.
   */
  static Engine orSame(Engine group, EngineOptions options) {
    return group.maxBatch() == options.maxBatch()
        ? group
        : new FixedBatchEngine(group, options.maxBatch());
  }

  /** Engine that runs one group. */
  Engine group() {
    return group;
  }

  @Override
  public EngineInput newInput() {
    ImageLayout one = groupInput.layout();
    ImageLayout all =
        new ImageLayout(
            maxBatch,
            one.channels(),
            one.height(),
            one.width(),
            one.offset(),
            one.imageStride(),
            one.channelStride(),
            one.rowStride(),
            one.pixelStride());
    int more = Math.max(0, maxBatch - one.batch()) * one.imageStride();
    int floats = Math.addExact(groupInput.data().limit(), more);
    return new EngineInput(all, like(groupInput.data(), floats));
  }

  /**
   * Returns a buffer of the same kind, because the group's engine reads either arrays or memory
   * outside the heap.
   */
  private static FloatBuffer like(FloatBuffer data, int floats) {
    return data.isDirect()
        ? ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
        : FloatBuffer.allocate(floats);
  }

  @Override
  public List<Tensor> run(EngineInput input, int count) {
    if (count < 1 || count > maxBatch) {
      throw new EngineException(
          String.format(Locale.ROOT, "a run takes 1 to %d pictures, not %d", maxBatch, count));
    }
    if (!varies && runAlike(input, count)) {
      List<Shape> shapes = outputShapes();
      return IntStream.range(0, answers.size())
          .mapToObj(i -> new Tensor(joined(shapes.get(i), count), answers.get(i)))
          .toList();
    }
    varies = true;
    return runVarying(input, count);
  }

  /**
   * Runs all groups as long as their outputs have the extents that they had at the start.
   *
   * @return whether they had
   */
  private boolean runAlike(EngineInput input, int count) {
    boolean alike = true;
    for (int first = 0; alike && first < count; first += group.maxBatch()) {
      int pictures = Math.min(group.maxBatch(), count - first);
      take(input, first, pictures);
      alike = keep(group.run(groupInput, pictures), first, pictures);
    }
    return alike;
  }

  /** Runs all groups of a network that answers with another number of rows for each picture. */
  private List<Tensor> runVarying(EngineInput input, int count) {
    List<RowPadding> paddings = outputShapes().stream().map(shape -> new RowPadding()).toList();
    for (int first = 0; first < count; first += group.maxBatch()) {
      int pictures = Math.min(group.maxBatch(), count - first);
      take(input, first, pictures);
      List<Tensor> outputs = group.run(groupInput, pictures);
      for (int i = 0; i < paddings.size(); i++) {
        paddings.get(i).add(outputs.get(i));
      }
    }
    return paddings.stream().map(RowPadding::joined).toList();
  }

  /**
   * Returns the shape of several pictures' outputs; an output without an axis for them gets one.
   */
  private static Shape joined(Shape one, int count) {
    if (isOfPictures(one)) {
      return one.withBatch(count);
    }
    int[] extents = IntStream.concat(IntStream.of(count), IntStream.of(one.dims())).toArray();
    return Shape.of(extents);
  }

  /** Whether the first axis of an output for one picture is that of pictures. */
  private static boolean isOfPictures(Shape one) {
    return one.rank() > 0 && one.dim(0) == 1;
  }

  private void take(EngineInput input, int first, int pictures) {
    ImageLayout layout = groupInput.layout();
    int from = input.layout().index(first, 0, 0, 0);
    // The copy ends at the last sample: memory behind it may belong to the engine.
    int last =
        layout.index(pictures - 1, layout.channels() - 1, layout.height() - 1, layout.width() - 1);
    int to = layout.index(0, 0, 0, 0);
    groupInput.data().put(to, input.data(), from, last - to + 1);
  }

  private boolean keep(List<Tensor> outputs, int first, int pictures) {
    for (int i = 0; i < outputs.size(); i++) {
      Shape start = outputShapes().get(i);
      Tensor output = outputs.get(i);
      Shape usual = isOfPictures(start) ? start.withBatch(pictures) : start;
      if (!output.shape().equals(usual)) {
        return false;
      }
      answers.get(i).put(first * start.size(), output.data(), 0, pictures * start.size());
    }
    return true;
  }

  @Override
  public List<String> outputNames() {
    return group.outputNames();
  }

  @Override
  public List<Shape> outputShapes() {
    return group.outputShapes();
  }

  @Override
  public int maxBatch() {
    return maxBatch;
  }

  @Override
  public long weightBytes() {
    return group.weightBytes();
  }

  @Override
  public long arenaBytes() {
    long floats = answers.stream().mapToLong(FloatBuffer::capacity).sum();
    return group.arenaBytes() + floats * Float.BYTES;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s; the network was exported for %d picture(s) a run, so batches of up to %d run in parts",
        group.description(),
        group.maxBatch(),
        maxBatch);
  }

  @Override
  public void abandon() {
    group.abandon();
  }

  @Override
  public void close() {
    group.close();
  }
}
