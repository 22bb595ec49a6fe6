/**
 * Video files and live streams in and out, by FFmpeg and OpenCV. Other packages of the command line
 * use no native code; pictures leave this one as {@link io.manako.image.Image}.
 */
@NullMarked
package io.manako.media;

import org.jspecify.annotations.NullMarked;
