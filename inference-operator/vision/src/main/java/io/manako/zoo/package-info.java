/** Published networks, each built from its paper's table with seeded random weights. */
@NullMarked
package io.manako.zoo;

import org.jspecify.annotations.NullMarked;
