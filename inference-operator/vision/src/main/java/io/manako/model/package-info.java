/** What a model is, where it comes from and where it lies. */
@NullMarked
package io.manako.model;

import org.jspecify.annotations.NullMarked;
