/** Arithmetic of networks on plain arrays; nothing in this package depends on graphs or models. */
@NullMarked
package io.manako.engine.kernel;

import org.jspecify.annotations.NullMarked;
