/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.HttpVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Calls through a proxy that works, blocking and asynchronous, HTTP/1.1 and HTTP/2: the arguments are the
 * proxy, a file of trusted certificates, and URLs whose answer names the protocol.
 */
public final class Calls {

  private static final int AT_ONCE = 20;

  private Calls() {}

  public static void main(String[] args) {
    Tls tls = Tls.builder().trust(Path.of(args[1])).build();
    try (Session session = Session.builder().proxy(Proxy.of(args[0])).tls(tls).build()) {
      for (String url : List.of(args).subList(2, args.length)) {
        expect("HTTP/1.1", session.get(url));
        expect("HTTP/1.1", session.sendAsync(Request.post(url).body("text")).join());
        if (url.startsWith("https:")) {
          Request request = Request.get(url).httpVersion(HttpVersion.NEGOTIATE);
          expect("HTTP/2.0", session.request(request));
          List<CompletableFuture<Response>> calls =
              Stream.generate(() -> session.sendAsync(request)).limit(AT_ONCE).toList();
          calls.forEach(call -> expect("HTTP/2.0", call.join()));
        }
      }
    }
  }

  private static void expect(String protocol, Response response) {
    if (response.status() != 200 || !response.text().contains("[" + protocol + "] []")) {
      throw new IllegalStateException(response.status() + " " + response.text());
    }
  }
}
