/**
 * Memory of processes that died while decoding, so that no frame kills one process after another.
 */
@NullMarked
package io.manako.operator.poison;

import org.jspecify.annotations.NullMarked;
