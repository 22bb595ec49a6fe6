/** What is typed: commands, the embedded broker, the demo. */
@NullMarked
package io.manako.cli;

import org.jspecify.annotations.NullMarked;
