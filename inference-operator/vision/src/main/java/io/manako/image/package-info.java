/** Decodes frames to pictures, with limits before any native call. */
@NullMarked
package io.manako.image;

import org.jspecify.annotations.NullMarked;
