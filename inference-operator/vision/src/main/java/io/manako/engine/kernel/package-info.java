/** The arithmetic of a network on plain arrays; nothing here knows graphs or models. */
@NullMarked
package io.manako.engine.kernel;

import org.jspecify.annotations.NullMarked;
