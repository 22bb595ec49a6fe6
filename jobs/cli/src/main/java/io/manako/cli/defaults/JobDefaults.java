package io.manako.cli.defaults;

import io.manako.job.OptionKeys;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/** Finds the defaults that {@link JobDefault} names. */
public final class JobDefaults implements IDefaultValueProvider {
  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    JobDefault named =
        arg.userObject() instanceof AnnotatedElement field
            ? field.getAnnotation(JobDefault.class)
            : null;
    return named == null ? null : OptionKeys.defaultOf(named.value()).orElseThrow();
  }
}
