package io.manako.engine.plan;

/** Extents of one picture's map. */
record MapShape(int channels, int height, int width) {}
