/**
 * Video files and live streams in and out, by FFmpeg and OpenCV. The only package of the command
 * line that knows native code; pictures leave it as {@link io.manako.image.Image}.
 */
@NullMarked
package io.manako.media;

import org.jspecify.annotations.NullMarked;
