/** Decodes the raw numbers of networks to boxes, classes and masks. */
@NullMarked
package io.manako.detect;

import org.jspecify.annotations.NullMarked;
