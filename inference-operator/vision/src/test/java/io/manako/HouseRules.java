package io.manako;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;

/** Rules of every module: each module's {@code ArchitectureTest} includes them. */
public final class HouseRules {
  @ArchTest static final ArchTests forwarding = ArchTests.in(ForwardingRules.class);

  /** Packages form no circle at any depth. */
  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("io.manako.(**)").should().beFreeOfCycles();

  /** Text that people write may begin with a byte order mark; what machines write does not. */
  @ArchTest
  static final ArchRule textOfPeopleIsReadInOnePlace =
      noClasses()
          .that(
              not(
                  nameMatching(
                      "io\\.manako\\.(model\\.(TextFile|NpmClient)"
                          + "|watch\\.(ProcessorQueue|ResidentMemory)|local\\.process\\.ChildJvm"
                          + "|job\\.KafkaProperties|cli\\.measure\\.Machine"
                          + "|(cli\\.bench|chaos|testkit)\\..*)")))
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(target(nameMatching("readString|readAllLines|lines|newBufferedReader"))));

  private HouseRules() {}
}
