package io.manako.cli.demo;

import io.manako.wire.ResultRecord.DetectedObject;
import java.util.List;

/**
 * Processed frame.
 *
 * @param frameId id of the record
 * @param objects objects in it, with track ids if the job tracks
 */
record SeenFrame(String frameId, List<DetectedObject> objects) {}
