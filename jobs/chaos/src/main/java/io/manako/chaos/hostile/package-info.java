/** Damaged and malicious pictures and videos against the decoder, in processes of their own. */
@NullMarked
package io.manako.chaos.hostile;

import org.jspecify.annotations.NullMarked;
