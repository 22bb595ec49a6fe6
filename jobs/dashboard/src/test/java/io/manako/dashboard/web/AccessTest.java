package io.manako.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String TOKEN = "0123456789abcdef";

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8090", "127.0.0.1:1", "[::1]:8090", "LOCALHOST"})
  void onTheLoopbackInterfaceThisMachinesNamesAreAnswered(String host) {
    assertThat(Access.loopback().permits(headers("Host", host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil:8090", ""})
  void noForeignNameIsAnsweredThere(String host) {
    assertThat(Access.loopback().permits(headers("Host", host))).isFalse();
    assertThat(Access.loopback().permits(new Headers())).isFalse();
  }

  @Test
  void theTokenOpensAsCookieAndAsBearer() {
    Access access = Access.token(TOKEN);

    assertThat(access.permits(headers("Cookie", "a=b; manako_token=" + TOKEN))).isTrue();
    assertThat(access.permits(headers("Authorization", "Bearer " + TOKEN))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeF"})
  void nothingElseOpens(String wrong) {
    Access access = Access.token(TOKEN);

    assertThat(access.permits(headers("Cookie", "manako_token=" + wrong))).isFalse();
    assertThat(access.permits(headers("Authorization", "Bearer " + wrong))).isFalse();
    assertThat(access.permits(headers("Host", "localhost"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with a blank in the middle", "0123456789abcde\n"})
  void aTokenThatIsTooShortOrCannotBeSentIsRefused(String token) {
    assertThatThrownBy(() -> Access.token(token)).hasMessageContaining("openssl rand -hex 24");
  }

  @Test
  void newTokensAreLongAndDiffer() {
    assertThat(Access.newToken()).hasSize(32).isNotEqualTo(Access.newToken());
    assertThat(Access.token(Access.newToken()).needsToken()).isTrue();
  }

  private static Headers headers(String name, String value) {
    Headers headers = new Headers();
    headers.add(name, value);
    return headers;
  }
}
