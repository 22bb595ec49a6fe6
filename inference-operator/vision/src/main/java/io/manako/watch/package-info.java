/** Whether something that takes long hangs, or only gets too little of the machine. */
@NullMarked
package io.manako.watch;

import org.jspecify.annotations.NullMarked;
