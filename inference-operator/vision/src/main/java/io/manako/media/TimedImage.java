package io.manako.media;

import io.manako.image.Image;

/**
 * Picture of a video.
 *
 * @param image pixels
 * @param ptsNanos presentation time, in ns since the first picture
 */
public record TimedImage(Image image, long ptsNanos) {}
