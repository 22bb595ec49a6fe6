/** Folders, fetched models and the sample video on this machine. */
@NullMarked
package io.manako.local.files;

import org.jspecify.annotations.NullMarked;
