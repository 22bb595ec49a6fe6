/** The rules that the bytes of all states share. */
@NullMarked
package io.manako.state;

import org.jspecify.annotations.NullMarked;
