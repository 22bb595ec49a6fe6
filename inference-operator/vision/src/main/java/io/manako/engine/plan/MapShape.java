package io.manako.engine.plan;

/** The extents of one picture's map. */
record MapShape(int channels, int height, int width) {}
