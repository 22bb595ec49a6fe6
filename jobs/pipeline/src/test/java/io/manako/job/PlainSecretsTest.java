package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainSecretsTest {
  private static final String LOGIN = "a.LoginModule required username=\"u\" password=";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka.properties.sasl.jaas.config | a.M required username=\"u\" password=\"hush\";",
        "kafka.properties.sasl.jaas.config | a.M required password='hush';",
        "kafka.properties.sasl.jaas.config | a.M required password=hush;",
        "kafka.properties.sasl.jaas.config | a.M required password=\"${env:A}hush\";",
        "kafka.properties.sasl.jaas.config | a.M required clientSecret = \"hush\";",
        "kafka.properties.ssl.keystore.password | hush",
        "kafka.properties.ssl.key.password | hush",
        "kafka.properties.ssl.keystore.key | hush",
        "kafka.properties.somebody.elses.password | hush",
        "flink.s3.secret-key | hush",
        "flink.security.ssl.internal.key-password | hush"
      })
  void aSecretInAnOptionIsRefusedWithoutBeingRepeated(String option, String value)
      throws Exception {
    assertThatThrownBy(() -> JobOptions.load(null, Map.of(option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + option + "' holds a secret in plain text")
        .hasMessageNotContaining("hush");
    Path file = folder.resolve("options.yaml");
    Files.writeString(file, option + ": >-\n  " + value + "\n");
    assertThatThrownBy(() -> JobOptions.load(file, Map.of())).hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka.properties.sasl.jaas.config | a.M required username=\"u\" password=\"${env:PATH}\";",
        "kafka.properties.sasl.jaas.config | a.M required useKeyTab=true keyTab=\"/k\" storeKey=true;",
        "kafka.properties.sasl.jaas.config | ${file:/run/secrets/kafka.properties:jaas}",
        "kafka.properties.ssl.keystore.password | ${directory:/run/secrets:keystore}",
        "kafka.properties.ssl.truststore.certificates | -----BEGIN CERTIFICATE-----",
        "kafka.properties.security.protocol | SASL_SSL",
        "flink.security.delegation.tokens.enabled | false"
      })
  void aReferenceToOneIsTakenAsItIs(String option, String value) {
    JobOptions options = JobOptions.load(null, Map.of(option, value));

    if (option.startsWith("kafka.")) {
      assertThat(options.kafkaProperties())
          .containsEntry(option.substring("kafka.properties.".length()), value);
    }
  }

  @Test
  void theSecretsOfAFileStayInIt() throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(
        file, "security.protocol=SASL_SSL\nsasl.jaas.config=" + LOGIN + "\"hush\";\n");

    Properties properties = KafkaProperties.of(Map.of("acks", "all"), file);

    assertThat(properties)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("acks", "all")
        .containsEntry("sasl.jaas.config", "${file:" + file + ":sasl.jaas.config}")
        .containsEntry("config.providers", "directory,env,file");
    assertThat(properties.toString()).doesNotContain("hush");
    KafkaProperties.requireSecrets(properties);
  }

  @Test
  void aSecretThatIsNotThereIsASentence() {
    for (String place :
        new String[] {"env:MANAKO_NO_SUCH", "file:/no/such:key", "directory:/no:x"}) {
      Properties properties =
          KafkaProperties.of(Map.of("ssl.key.password", "${" + place + "}"), null);
      assertThatThrownBy(() -> KafkaProperties.requireSecrets(properties))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ssl.key.password refers to ${" + place + "}, which is not there");
    }
    assertThatThrownBy(() -> KafkaProperties.of(Map.of(), folder.resolve("missing")))
        .hasMessageContaining("kafka.properties-file")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void anEnvironmentsVariableIsFollowed() {
    KafkaProperties.requireSecrets(
        KafkaProperties.of(Map.of("ssl.key.password", "${env:PATH}"), null));
  }
}
