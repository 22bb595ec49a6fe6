package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.manako.MainClasses;
import io.manako.operator.options.Option;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionCatalogTest {

  @Test
  void everyOptionThatIsAConstantIsInTheCatalog() {
    Set<String> declared =
        new ClassFileImporter()
            .withImportOption(new MainClasses()).importPackages("io.manako").stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Option.class))
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .map(OptionCatalogTest::key)
                .collect(Collectors.toSet());

    assertThat(new OptionCatalog().options())
        .extracting(Option::key)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(new OptionCatalog().options())
        .allSatisfy(option -> assertThat(option.description()).isNotBlank().endsWith("."));
  }

  private static String key(JavaField field) {
    try {
      return ((Option<?>) field.reflect().get(null)).key();
    } catch (IllegalAccessException e) {
      throw new AssertionError(field + " must be a public constant", e);
    }
  }
}
