/**
 * Web server of the page: its files, its pictures, and all other data as server-sent events. The
 * server is read-only, and bounded against clients that flood it or never read.
 */
@NullMarked
package io.manako.dashboard.web;

import org.jspecify.annotations.NullMarked;
