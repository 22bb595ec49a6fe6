package io.manako.testkit.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A broker with two doors: one without a lock for the test itself, which may do everything, and one
 * with TLS, SCRAM and access lists for whom the test is about.
 */
public final class SecuredKafka implements AutoCloseable {
  private static final String STORE_PASSWORD = "only-for-this-test";

  private final EmbeddedKafka broker;
  private final Admin admin;
  private final Path folder;
  private final int port;

  private SecuredKafka(EmbeddedKafka broker, Path folder, int port) {
    this.broker = broker;
    this.folder = folder;
    this.port = port;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /**
   * Starts one.
   *
   * @param folder empty; for the certificate and for users' files
   */
  public static SecuredKafka start(Path folder) throws Exception {
    makeCertificate(folder);
    int port = FreePort.any();
    return new SecuredKafka(
        EmbeddedKafka.start(
            0, null, new EmbeddedKafka.Listening("127.0.0.1", map -> secure(map, folder, port))),
        folder,
        port);
  }

  private static void secure(Map<String, String> settings, Path folder, int port) {
    settings.merge("listeners", "SECURE://127.0.0.1:" + port, (a, b) -> a + "," + b);
    settings.merge("advertised.listeners", "SECURE://localhost:" + port, (a, b) -> a + "," + b);
    settings.merge("listener.security.protocol.map", "SECURE:SASL_SSL", (a, b) -> a + "," + b);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
    settings.put("super.users", "User:ANONYMOUS");
    String secure = "listener.name.secure.";
    settings.put(secure + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        secure + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(secure + "ssl.keystore.type", "PKCS12");
    settings.put(secure + "ssl.keystore.location", folder.resolve("broker.p12").toString());
    settings.put(secure + "ssl.keystore.password", STORE_PASSWORD);
  }

  /** The door without a lock. */
  public EmbeddedKafka open() {
    return broker;
  }

  /** The address of the locked door. */
  public String servers() {
    return "localhost:" + port;
  }

  /** Makes a user known, and a file for Kafka clients with what it needs to log in. */
  public Path addUser(String name, String password) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
        .all()
        .get();
    Path file = clientFile(name, password);
    await().until(() -> canLogIn(file));
    return file;
  }

  /** A file for Kafka clients, right or wrong. */
  public Path clientFile(String name, String password) throws IOException {
    Properties properties = new Properties();
    properties.putAll(publicProperties());
    properties.setProperty("sasl.jaas.config", jaas(name, password));
    Path file = Files.createTempFile(folder, name, ".properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }

  /** What a client needs beside the login. */
  public Map<String, String> publicProperties() {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "SCRAM-SHA-512",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", folder.resolve("broker.pem").toString());
  }

  /** A line for the login module; the password may be a reference to one. */
  public static String jaas(String name, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(name, password);
  }

  /** Gives a user a right. */
  public void allow(String user, ResourcePattern resource, AclOperation operation)
      throws Exception {
    admin.createAcls(List.of(right(user, resource, operation))).all().get();
  }

  /** Takes it again. */
  public void forbid(String user, ResourcePattern resource, AclOperation operation)
      throws Exception {
    admin.deleteAcls(List.of(right(user, resource, operation).toFilter())).all().get();
  }

  private static AclBinding right(String user, ResourcePattern resource, AclOperation operation) {
    return new AclBinding(
        resource, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  private boolean canLogIn(Path file) throws Exception {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    properties.setProperty("bootstrap.servers", servers());
    try (Admin user = Admin.create(properties)) {
      user.describeCluster().nodes().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SaslAuthenticationException) {
        return false;
      }
      throw e;
    }
  }

  private static void makeCertificate(Path folder) throws Exception {
    String store = folder.resolve("broker.p12").toString();
    keytool(
        "-genkeypair -alias broker -keyalg RSA -keysize 2048 -validity 2 -dname CN=localhost"
            + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12",
        "-keystore",
        store);
    keytool(
        "-exportcert -rfc -alias broker",
        "-keystore",
        store,
        "-file",
        folder.resolve("broker.pem").toString());
  }

  private static void keytool(String arguments, String... paths) throws Exception {
    List<String> command =
        Stream.of(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                List.of(arguments.split(" ")),
                List.of("-storepass", STORE_PASSWORD),
                List.of(paths))
            .flatMap(List::stream)
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
