package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.track.scene.ZoneCount;
import java.io.IOException;

/**
 * The counts topic: one record for every count. The record's time is that of the window's last
 * frame.
 */
public final class CountContract implements JsonContract<ZoneCount> {
  private static final long serialVersionUID = 1L;

  @Override
  public String schema() {
    return "video.counts/1";
  }

  @Override
  public Envelope envelope(ZoneCount count) {
    return Envelope.ofCamera(count.cameraId(), count.lastFrame(), null);
  }

  @Override
  public void write(ZoneCount count, JsonGenerator json) throws IOException {
    json.writeStringField("camera_id", count.cameraId());
    json.writeStringField("zone_id", count.zoneId());
    json.writeStringField("label", count.label());
    json.writeStringField("window_start", ResultWriter.time(count.windowStart()));
    json.writeStringField("window_end", ResultWriter.time(count.windowEnd()));
    json.writeStringField("first_frame_time", ResultWriter.time(count.firstFrame()));
    json.writeStringField("last_frame_time", ResultWriter.time(count.lastFrame()));
    json.writeNumberField("frames", count.frames());
    json.writeNumberField("visits", count.visits());
    json.writeNumberField("entered", count.entered());
    json.writeNumberField("exited", count.exited());
    json.writeNumberField("peak", count.peak());
    json.writeNumberField("objects", count.objects());
  }
}
