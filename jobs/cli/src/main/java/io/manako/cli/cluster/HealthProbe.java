package io.manako.cli.cluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * Checks a service of a container, without a shell or curl: {@code HealthProbe HOST:PORT} or {@code
 * HealthProbe http://…}. Exit code 0 if the service accepts connections or answers 200, else 1.
 */
public final class HealthProbe {
  private static final int PATIENCE_MILLIS = 3000;

  private HealthProbe() {}

  public static void main(String... args) {
    if (args.length != 1) {
      System.err.println("HealthProbe HOST:PORT | HealthProbe http://HOST:PORT/PATH");
      System.exit(2);
    }
    try {
      probe(args[0]);
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(args[0] + " does not answer: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Returns normally if the service answers.
   *
   * @throws IOException if it does not
   * @throws IllegalArgumentException if the address is malformed
   */
  static void probe(String address) throws IOException {
    if (address.startsWith("http://")) {
      answers(address);
    } else {
      connects(address);
    }
  }

  private static void answers(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("status " + status);
    }
  }

  private static void connects(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port in it");
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.substring(0, colon), port), PATIENCE_MILLIS);
    }
  }
}
