/**
 * Sends a video, a folder or a stream as records of the frames topic: {@link
 * io.manako.cli.capture.FrameSource} yields {@link io.manako.cli.capture.EncodedFrames}, {@link
 * io.manako.cli.capture.FrameProducer} sends them.
 */
@NullMarked
package io.manako.cli.capture;

import org.jspecify.annotations.NullMarked;
