package io.manako.model;

/**
 * Threshold of a segmenter with one channel.
 *
 * @param score score from which on a pixel belongs to the class, above 0 and below 1
 * @param sigmoid whether the channel holds raw numbers, whose scores are their sigmoids
 */
public record PixelThreshold(float score, boolean sigmoid) {}
