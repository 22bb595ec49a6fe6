/** Options of the operator: keys, ranges, units, defaults, and the values that were read. */
@NullMarked
package io.manako.operator.options;

import org.jspecify.annotations.NullMarked;
