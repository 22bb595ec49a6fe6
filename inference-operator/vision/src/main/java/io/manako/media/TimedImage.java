package io.manako.media;

import io.manako.image.Image;

/**
 * One picture of a video.
 *
 * @param image the pixels
 * @param ptsNanos when it is shown, in ns since the first picture
 */
public record TimedImage(Image image, long ptsNanos) {}
