package io.manako.tensor;

/**
 * The two halves of resizing a row, in something faster than plain loops.
 *
 * @param rows mixes two rows of a picture
 * @param columns mixes and normalises the columns of the mixed row
 */
public record RowKernels(RowBlender rows, ColumnBlender columns) {}
