/** Description, origin and storage of models. */
@NullMarked
package io.manako.model;

import org.jspecify.annotations.NullMarked;
