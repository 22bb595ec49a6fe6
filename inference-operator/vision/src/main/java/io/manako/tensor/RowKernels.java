package io.manako.tensor;

/**
 * Kernels for the two halves of resizing a row, which are faster than plain loops.
 *
 * @param rows kernel that blends two rows of a picture
 * @param columns kernel that blends and normalises the columns of the blended row
 */
public record RowKernels(RowBlender rows, ColumnBlender columns) {}
