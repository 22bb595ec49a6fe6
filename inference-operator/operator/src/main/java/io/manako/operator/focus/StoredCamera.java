package io.manako.operator.focus;

import io.manako.focus.FocusState;
import io.manako.focus.Sighting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of one camera's focus, as a checkpoint keeps it.
 *
 * @param cameraId id of the camera
 * @param start number of the job's start in which a subtask saw the camera last, from 1 on
 * @param streamEpoch stream epoch of the camera's last frame
 * @param focus background and turns, null before the first picture
 * @param model sha256 of the detector that made the sightings, empty before the first
 * @param sightings last sightings of the camera's objects
 */
record StoredCamera(
    String cameraId,
    int start,
    String streamEpoch,
    @Nullable FocusState focus,
    String model,
    List<Sighting> sightings) {}
