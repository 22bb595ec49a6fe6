/** Child JVMs, what they use, and conditions to wait for. */
@NullMarked
package io.manako.testkit.process;

import org.jspecify.annotations.NullMarked;
