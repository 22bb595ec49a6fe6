/** JVMs beside this one, and the ports that they listen on. */
@NullMarked
package io.manako.local.process;

import org.jspecify.annotations.NullMarked;
