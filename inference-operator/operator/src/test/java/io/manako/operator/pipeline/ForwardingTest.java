package io.manako.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A default method that joins an interface later is found here if it is not forwarded. */
class ForwardingTest {
  private static final int PLACE = 7;

  private final List<Call> calls = new ArrayList<>();

  private record Call(Method method, List<@Nullable Object> arguments) {}

  static Stream<Method> methodsOfPipelines() {
    return methods(FramePipeline.class);
  }

  static Stream<Method> methodsOfBatches() {
    return methods(PictureBatch.class);
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() == type);
  }

  @ParameterizedTest
  @MethodSource("methodsOfPipelines")
  void aPipelineForwardsEveryCallAndReturnsItsAnswer(Method method) throws Exception {
    Object answer = answer(method.getReturnType());
    FramePipeline wrapped = recorder(FramePipeline.class, answer);

    assertForwards(new ForwardingPipeline(wrapped) {}, method, answer);
  }

  @ParameterizedTest
  @MethodSource("methodsOfBatches")
  void aBatchForwardsEveryCallAndReturnsItsAnswer(Method method) throws Exception {
    Object answer = answer(method.getReturnType());
    PictureBatch wrapped = recorder(PictureBatch.class, answer);

    assertForwards(new ForwardingBatch(wrapped) {}, method, answer);
  }

  private void assertForwards(Object forwarding, Method method, @Nullable Object answer)
      throws Exception {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(ForwardingTest::argument).toArray();

    Object returned = method.invoke(forwarding, arguments);
    if (method.getReturnType().isPrimitive()) {
      assertThat(returned).isEqualTo(answer);
    } else {
      assertThat(returned).isSameAs(answer);
    }
    assertThat(calls).containsExactly(new Call(method, Arrays.asList(arguments)));
  }

  private <T> T recorder(Class<T> type, @Nullable Object answer) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
          return answer;
        };
    return type.cast(proxy(type, handler));
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  /** An answer that no default method gives. */
  private static @Nullable Object answer(Class<?> type) {
    Map<Class<?>, Object> answers =
        Map.of(
            FramePipeline.Memory.class,
            new FramePipeline.Memory(1, 2),
            PictureBatch.Answers.class,
            new PictureBatch.Answers(List.of(), 1, 2),
            int.class,
            PLACE);
    return type.isInterface() ? proxy(type, (self, method, given) -> null) : answers.get(type);
  }

  private static @Nullable Object argument(Class<?> type) {
    return type == int.class ? PLACE : null;
  }
}
