package io.manako;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

/** Most wrappers are tests' own, which the other rules leave out; all of them are seen from here. */
@AnalyzeClasses(packages = "io.manako")
class WrappersTest {
  @ArchTest static final ArchTests forwarding = ArchTests.in(ForwardingRules.class);
}
