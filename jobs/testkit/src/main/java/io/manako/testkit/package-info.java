/** What checks disturb: topics of their own, jobs, drawn cameras whose right answers are known. */
@NullMarked
package io.manako.testkit;

import org.jspecify.annotations.NullMarked;
