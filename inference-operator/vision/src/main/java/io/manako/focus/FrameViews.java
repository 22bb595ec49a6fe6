package io.manako.focus;

import io.manako.detect.Views;

/**
 * Views of one frame that the detector processes.
 *
 * @param views the whole frame or not, and crops at or near the detector's own scale
 * @param moving cells of the frame in which something moves
 */
public record FrameViews(Views views, MovingCells moving) {}
