/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.listen.Progress;
import dev.holdfast.http.listen.Progress.Direction;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multipart forms, sources and progress over HTTP/2, against HttpCore's own server. */
class SentBodiesOverHttp2Test {

  @TempDir
  Path folder;

  private final Session session = Session.create();
  private HttpAsyncServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    server = H2ServerBootstrap.bootstrap()
        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
        .setH2Config(H2Config.custom().setPushEnabled(false).build())
        .setCanonicalHostName("127.0.0.1")
        .register("/echo", new Http2InteroperationTest.Echo())
        .create();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server
        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
        .get()
        .getAddress();
    url = "http://127.0.0.1:" + address.getPort() + "/echo";
  }

  @AfterEach
  void stop() {
    session.close();
    server.close(CloseMode.IMMEDIATE);
  }

  private Response send(boolean blocking, Body body, BlockingQueue<Progress> told) {
    Request request =
        Request.post(url).httpVersion(HttpVersion.HTTP_2).body(body).progress(told::add);
    return blocking ? session.request(request) : session.sendAsync(request).join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesAMultipartFormWithAFile(boolean blocking) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "0123456789abcdef".repeat(20_000));
    Body body = Body.multipart().field("a", "b").file("f", file);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    body.writeTo(written);
    BlockingQueue<Progress> told = new LinkedBlockingQueue<>();

    Response response = send(blocking, body, told);

    assertThat(response.text()).isEqualTo(written.toString(StandardCharsets.US_ASCII));
    assertThat(told)
        .anyMatch(progress -> progress.direction() == Direction.SENDING
            && progress.bytes() == body.length()
            && progress.total().orElseThrow() == body.length())
        .anyMatch(progress -> progress.direction() == Direction.RECEIVING);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesASourceOfUnknownLength(boolean blocking) {
    byte[] text = "0123456789abcdef".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    Response response =
        send(blocking, Body.of(() -> new ByteArrayInputStream(text)), new LinkedBlockingQueue<>());

    assertThat(response.bytes()).isEqualTo(text);
  }
}
