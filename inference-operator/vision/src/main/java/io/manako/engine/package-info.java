/** Engines that run networks. */
@NullMarked
package io.manako.engine;

import org.jspecify.annotations.NullMarked;
