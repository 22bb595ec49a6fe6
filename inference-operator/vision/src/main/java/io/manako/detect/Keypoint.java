package io.manako.detect;

import org.jspecify.annotations.Nullable;

/**
 * Point of an object that the detector names by its position in a list, such as the left eye.
 *
 * @param x x in pixels of the original picture, which may lie outside of it
 * @param y y in pixels of the original picture, which may lie outside of it
 * @param score score of the point, 0 … 1, or null if the network gives none
 */
public record Keypoint(float x, float y, @Nullable Float score) {}
