package io.manako.cli.demo;

import io.manako.wire.ResultRecord.DetectedObject;
import java.util.List;

/**
 * A frame that was looked at.
 *
 * @param frameId of the record
 * @param objects in it, with track ids if the job tracks
 */
record SeenFrame(String frameId, List<DetectedObject> objects) {}
