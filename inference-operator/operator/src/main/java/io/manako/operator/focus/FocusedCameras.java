package io.manako.operator.focus;

import io.manako.focus.FocusOptions;
import io.manako.focus.FrameViews;
import io.manako.image.Image;
import io.manako.operator.FrameRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Focus of each camera of a subtask, for the {@value #MOST} cameras whose frames came last. A
 * camera beyond them begins anew, with a whole frame. For the task's thread.
 */
public final class FocusedCameras {
  /** Cameras of a subtask; each holds at most 8 KB and its sightings. */
  static final int MOST = 1000;

  private final FocusOptions options;
  private final Map<String, Entry> cameras = new LinkedHashMap<>();

  /** Number of this start, one more than that of any camera in the checkpoint. */
  private int start = 1;

  /**
   * A camera and its focus.
   *
   * @param start number of the start in which a frame of the camera came last, to any subtask
   */
  private record Entry(FocusedCamera camera, int start) {}

  /** Knows no camera yet. */
  public FocusedCameras(FocusOptions options) {
    this.options = options;
  }

  /**
   * Plans the views of a camera's next frame.
   *
   * @param inputSide longer side of the detector's input in pixels
   */
  public FrameFocus next(FrameRecord frame, Image image, int inputSide) {
    Entry known = cameras.remove(frame.cameraId());
    FocusedCamera camera =
        known == null || !known.camera.streamEpoch().equals(frame.streamEpoch())
            ? new FocusedCamera(frame.streamEpoch(), options)
            : known.camera;
    put(frame.cameraId(), new Entry(camera, start));
    FrameViews views = camera.next(image, inputSide);
    return new FrameFocus(views, result -> camera.settle(result, views));
  }

  private void put(String cameraId, Entry entry) {
    cameras.put(cameraId, entry);
    if (cameras.size() > MOST) {
      Iterator<String> oldest = cameras.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * Takes a camera from a checkpoint; every subtask gets every camera. A camera that moved to
   * another subtask is there twice, and that of the later start counts.
   */
  void restore(StoredCamera stored) {
    start = Math.max(start, stored.start() + 1);
    Entry known = cameras.get(stored.cameraId());
    if (known == null || known.start < stored.start()) {
      FocusedCamera camera = FocusedCamera.restored(stored, options);
      put(stored.cameraId(), new Entry(camera, stored.start()));
    }
  }

  /**
   * Returns what belongs into a checkpoint: the cameras whose frames this subtask processed, and
   * its share of those whose frames it has not seen since the restart.
   *
   * @param share whether an unseen camera belongs to this subtask's share
   */
  List<StoredCamera> snapshot(Predicate<String> share) {
    List<StoredCamera> stored = new ArrayList<>();
    cameras.forEach(
        (id, entry) -> {
          if (entry.start == start || share.test(id)) {
            stored.add(entry.camera.stored(id, entry.start));
          }
        });
    return stored;
  }
}
