/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static dev.holdfast.testkit.Step.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.auth.AccessToken;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Netrc;
import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationSamplesTest {

  @TempDir
  Path folder;

  private final FaultServer server = FaultServer.start();
  private final String api = server.origin();

  @AfterEach
  void stop() {
    server.close();
  }

  private String seen(int request) {
    return server.requests().get(request).header("Authorization").orElse("-");
  }

  @Test
  void sendsUserAndPassword() {
    server.script(respond(200));
    // sample: basic
    Session session = Session.builder()
        .authentication(api, Authentication.basic("me", "secret")) // for that origin only
        .build();
    // end
    session.get(api + "/orders");
    session.close();
    assertThat(seen(0)).isEqualTo("Basic bWU6c2VjcmV0");
  }

  @Test
  void replacesATokenThatExpiresInMidRun() {
    server.script(
        respond(200).body("t1"),
        respond(200),
        respond(401),
        respond(200).body("t2"),
        respond(200).body("page 2"));
    String pages = "";
    // sample: token
    try (Session accounts = Session.create();
        Session session = Session.builder()
            .authentication(api, Authentication.bearer(() -> {
              Response answer = accounts.request(Request.post(api + "/token")
                  .body(Body.form().field("grant_type", "client_credentials")));
              return AccessToken.of(answer.raiseForStatus().text(), Duration.ofMinutes(10));
            }))
            .build()) {
      for (int page = 1; page <= 2; page++) {
        pages += session.get(api + "/orders?page=" + page).raiseForStatus().text();
      }
    }
    // end
    assertThat(pages).endsWith("page 2");
    assertThat(seen(1)).isEqualTo("Bearer t1");
    assertThat(seen(2)).isEqualTo("Bearer t1");
    assertThat(seen(4)).isEqualTo("Bearer t2");
  }

  @Test
  void fetchesATokenWithoutAThread() {
    server.script(respond(200).body("t1"), respond(200));
    Session accounts = Session.create();
    // sample: async
    Authentication token = Authentication.bearerAsync(() -> accounts
        .sendAsync(Request.post(api + "/token").deadline(Duration.ofSeconds(10)))
        .thenApply(answer -> AccessToken.of(answer.raiseForStatus().text())));
    // end
    try (accounts;
        Session session = Session.builder().authentication(api, token).build()) {
      session.sendAsync(Request.get(api + "/orders")).join();
    }
    assertThat(seen(1)).isEqualTo("Bearer t1");
  }

  @Test
  void takesUserAndPasswordFromANetrcFile() throws IOException {
    Path file = folder.resolve("netrc");
    Files.writeString(file, "machine 127.0.0.1 login me password secret");
    server.script(respond(200));
    // sample: netrc
    Session session = Session.builder().netrc(Netrc.read(file)).build(); // or Netrc.usualPath()
    // end
    session.get(api + "/orders");
    session.close();
    assertThat(seen(0)).isEqualTo("Basic bWU6c2VjcmV0");
  }
}
