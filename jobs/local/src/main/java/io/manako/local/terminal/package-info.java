/** Terminal of the user: steps, a live line, and the end of a command by Ctrl-C. */
@NullMarked
package io.manako.local.terminal;

import org.jspecify.annotations.NullMarked;
