/** The path of a picture through models: decode, preprocess, run, read the answer. */
@NullMarked
package io.manako.operator.pipeline;

import org.jspecify.annotations.NullMarked;
