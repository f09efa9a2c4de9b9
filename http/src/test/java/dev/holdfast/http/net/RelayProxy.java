/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.proxy.Proxy;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A proxy that works: HTTP (forwarding and CONNECT), SOCKS5 and SOCKS4A, told apart by the first
 * byte. Every host is this one: only the port is used. Notes what it was asked.
 */
public final class RelayProxy implements Closeable {

  private static final String DENIED = """
      HTTP/1.1 407 Proxy Authentication Required
      Proxy-Authenticate: Basic realm=x
      Content-Length: 0

      """.replace("\n", "\r\n");

  private final Acceptor acceptor;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final String user;
  private final String password;

  /** @param user who may use it; empty for all */
  private RelayProxy(ServerSocket listener, String user, String password) {
    this.user = user;
    this.password = password;
    acceptor = new Acceptor(listener, "relay-proxy", this::serve);
    acceptor.start();
  }

  public static RelayProxy start() throws IOException {
    return start("", "");
  }

  public static RelayProxy start(String user, String password) throws IOException {
    return new RelayProxy(new ServerSocket(0, 50, Loopback.address(1)), user, password);
  }

  /** Reached by TLS. */
  public static RelayProxy over(SSLContext context) throws IOException {
    ServerSocket listener =
        context.getServerSocketFactory().createServerSocket(0, 50, Loopback.address(1));
    return new RelayProxy(listener, "", "");
  }

  public int port() {
    return acceptor.port();
  }

  public int connections() {
    return acceptor.connections();
  }

  /** As a URL of that scheme. */
  public String url(String scheme) {
    return scheme + "://127.0.0.1:" + port();
  }

  public Proxy proxy(String scheme) {
    return Proxy.of(url(scheme));
  }

  /** Heads of HTTP requests; {@code socks host:port} for SOCKS. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }

  private void serve(Socket client) throws Exception {
    DataInputStream input = new DataInputStream(client.getInputStream());
    int first = input.read();
    switch (first) {
      case 5 -> socks5(client, input);
      case 4 -> socks4(client, input);
      case -1 -> client.close();
      default -> http(client, input, first);
    }
  }

  private void http(Socket client, InputStream input, int first) throws Exception {
    int start = first;
    while (start >= 0) {
      String head = head(input, start);
      asked.add(head);
      OutputStream output = client.getOutputStream();
      String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
      String credentials =
          user.isEmpty() ? "" : Proxy.http("h", 1).credentials(user, password).basicCredentials();
      if (!user.isEmpty() && !head.contains("Proxy-Authorization: " + credentials + "\r\n")) {
        output.write(bytes(DENIED));
      } else if (line[0].equals("CONNECT")) {
        Socket origin = connect(line[1]);
        output.write(bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
        relay(client, input, origin);
        return;
      } else {
        forward(head, line[1], input, output);
      }
      start = input.read();
    }
  }

  /** One request without a body, answered until the origin closes or its length is reached. */
  private void forward(String head, String target, InputStream input, OutputStream output)
      throws Exception {
    String authority = target.substring("http://".length(), target.indexOf('/', 7));
    String rest = head.substring(head.indexOf('\r'));
    String method = head.substring(0, head.indexOf(' '));
    try (Socket origin = connect(authority)) {
      String path = target.substring(7 + authority.length());
      String kept = rest.replaceAll("(?i)\r\nProxy-Authorization:[^\r]*", "");
      origin.getOutputStream().write(bytes(method + " " + path + " HTTP/1.1" + kept));
      int length = number(head);
      origin.getOutputStream().write(input.readNBytes(length));
      String answer = head(origin.getInputStream(), origin.getInputStream().read());
      output.write(bytes(answer));
      output.write(origin.getInputStream().readNBytes(number(answer)));
      output.flush();
    }
  }

  private static int number(String head) {
    int at = head.indexOf("Content-Length: ");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
  }

  private void socks5(Socket client, DataInputStream input) throws Exception {
    OutputStream output = client.getOutputStream();
    byte[] methods = input.readNBytes(input.read());
    boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) >= 0;
    output.write(new byte[] {5, (byte) (user.isEmpty() ? 0 : offered ? 2 : 0xff)});
    if (!user.isEmpty()) {
      if (input.read() != 1) {
        return;
      }
      boolean good = (text(input) + ':' + text(input)).equals(user + ':' + password);
      output.write(new byte[] {1, (byte) (good ? 0 : 1)});
      if (!good) {
        return;
      }
    }
    input.readNBytes(3);
    String host = switch (input.read()) {
      case 1 -> java.net.InetAddress.getByAddress(input.readNBytes(4)).getHostAddress();
      case 4 -> java.net.InetAddress.getByAddress(input.readNBytes(16)).getHostAddress();
      default -> text(input);
    };
    int port = input.readUnsignedShort();
    asked.add("socks " + host + ":" + port);
    Socket origin = connect(host + ":" + port);
    // The bound address as a name, which is rare and allowed.
    output.write(new byte[] {5, 0, 0, 3, 1, 'x', 0, 0});
    relay(client, input, origin);
  }

  private void socks4(Socket client, DataInputStream input) throws Exception {
    input.read();
    int port = input.readUnsignedShort();
    byte[] address = input.readNBytes(4);
    untilZero(input);
    boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
    String host =
        named ? untilZero(input) : java.net.InetAddress.getByAddress(address).getHostAddress();
    asked.add("socks " + host + ":" + port);
    Socket origin = connect(host + ":" + port);
    client.getOutputStream().write(new byte[] {0, 90, 0, 0, 0, 0, 0, 0});
    relay(client, input, origin);
  }

  private static Socket connect(String authority) throws IOException {
    int port = Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
    return new Socket(Loopback.address(1), port);
  }

  private static void relay(Socket client, InputStream input, Socket origin) throws Exception {
    Thread back = new Thread(
        () -> {
          try {
            origin.getInputStream().transferTo(client.getOutputStream());
          } catch (IOException over) {
            // As below.
          } finally {
            close(client, origin);
          }
        },
        "relay-back");
    back.setDaemon(true);
    back.start();
    try {
      input.transferTo(origin.getOutputStream());
    } finally {
      close(client, origin);
    }
  }

  private static void close(Socket client, Socket origin) {
    try (client;
        origin) {
      return;
    } catch (IOException gone) {
      // It was to be closed.
    }
  }

  private static String head(InputStream input, int first) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(first);
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = input.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static String text(DataInputStream input) throws IOException {
    return new String(input.readNBytes(input.read()), StandardCharsets.UTF_8);
  }

  private static String untilZero(InputStream input) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b = input.read(); b > 0; b = input.read()) {
      text.append((char) b);
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
