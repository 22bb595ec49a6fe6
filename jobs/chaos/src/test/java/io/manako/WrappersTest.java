package io.manako;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

/** Most wrappers belong to tests, which the other rules leave out. This module sees all of them. */
@AnalyzeClasses(packages = "io.manako")
class WrappersTest {
  @ArchTest static final ArchTests forwarding = ArchTests.in(ForwardingRules.class);
}
