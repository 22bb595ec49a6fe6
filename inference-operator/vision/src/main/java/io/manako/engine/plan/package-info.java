/** What the Java engine prepares once for a network: steps, memory and packed weights. */
@NullMarked
package io.manako.engine.plan;

import org.jspecify.annotations.NullMarked;
