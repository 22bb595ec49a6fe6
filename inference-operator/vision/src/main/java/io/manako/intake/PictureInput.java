package io.manako.intake;

import io.manako.model.InputSpec.Layout;

/**
 * Input that takes the picture.
 *
 * @param name name of the input
 * @param type ONNX's data type in lower case, such as {@code float}
 * @param layout order of the axes
 * @param batch number of pictures that the file fixes for a run; 1 if it fixes none
 * @param channels 1, 3 or 4
 * @param width width in pixels
 * @param height height in pixels
 */
record PictureInput(
    String name, String type, Layout layout, int batch, int channels, int width, int height) {}
