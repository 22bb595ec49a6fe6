package io.manako.operator.inference;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.models.ModelRefusal;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/** Makes another factory's operators and notes all that they emit, on all outputs, in order. */
final class ObservedFactory extends AbstractStreamOperatorFactory<FrameResult>
    implements OneInputStreamOperatorFactory<FrameRecord, FrameResult> {
  private static final long serialVersionUID = 1L;

  private final InferenceOperatorFactory factory;
  private final transient List<String> emitted;

  ObservedFactory(InferenceOperatorFactory factory, List<String> emitted) {
    this.factory = factory;
    this.emitted = emitted;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Flink's signature
  public <T extends StreamOperator<FrameResult>> T createStreamOperator(
      StreamOperatorParameters<FrameResult> parameters) {
    return factory.createStreamOperator(
        new StreamOperatorParameters<>(
            parameters.getContainingTask(),
            parameters.getStreamConfig(),
            new ObservedOutput(parameters.getOutput(), emitted),
            parameters::getProcessingTimeService,
            parameters.getOperatorEventDispatcher(),
            parameters.getMailboxExecutor()));
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return factory.getStreamOperatorClass(classLoader);
  }

  private record ObservedOutput(Output<StreamRecord<FrameResult>> output, List<String> emitted)
      implements Output<StreamRecord<FrameResult>> {
    @Override
    public void collect(StreamRecord<FrameResult> record) {
      emitted.add(describe(record.getValue()));
      output.collect(record);
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
      emitted.add(describe(record.getValue()));
      output.collect(tag, record);
    }

    private static String describe(Object value) {
      if (value instanceof FrameResult result) {
        return result.frameId() + " " + result.models().detector().name();
      }
      return value instanceof ModelRefusal refusal ? refusal.reason() : value.toString();
    }

    @Override
    public void emitWatermark(Watermark mark) {
      emitted.add("watermark");
      output.emitWatermark(mark);
    }

    @Override
    public void emitWatermark(WatermarkEvent mark) {
      output.emitWatermark(mark);
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      output.emitWatermarkStatus(status);
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
      output.emitLatencyMarker(marker);
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
      output.emitRecordAttributes(attributes);
    }

    @Override
    public void close() {
      output.close();
    }
  }
}
