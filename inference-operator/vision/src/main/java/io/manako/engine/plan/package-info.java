/** Plans of networks for the Java engine: steps, memory and packed weights, prepared once. */
@NullMarked
package io.manako.engine.plan;

import org.jspecify.annotations.NullMarked;
