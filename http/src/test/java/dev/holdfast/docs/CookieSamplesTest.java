/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.cookie.CookieFile;
import dev.holdfast.http.cookie.CookieJar;
import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.ResponseStep;
import dev.holdfast.testkit.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookieSamplesTest {

  private static final ResponseStep LOGGED_IN =
      Step.respond(302).header("Location", "/home").header("Set-Cookie", "sid=1; Path=/");

  @TempDir
  Path folder;

  private final FaultServer server = FaultServer.start(LOGGED_IN, Step.respond(200));
  private final String site = server.origin();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void logsIn() {
    server.enqueue(Step.respond(200));
    // sample: login
    try (Session session = Session.builder().cookies().build()) {
      session
          .request(Request.post(site + "/login")
              .body(Body.form().field("user", "me").field("password", "secret")))
          .raiseForStatus(); // a redirect is followed with the cookie that it has set
      Response orders = session.get(site + "/orders");
      // end
      assertThat(orders.status()).isEqualTo(200);
    }
    assertThat(server.requests().get(1).header("Cookie")).contains("sid=1");
    assertThat(server.requests().get(2).header("Cookie")).contains("sid=1");
  }

  @Test
  void keepsCookiesInAFile() {
    Path file = folder.resolve("cookies.txt");
    // sample: file
    CookieJar jar = CookieJar.create().storedIn(CookieFile.at(file)); // loads them
    try (Session session = Session.builder().cookies(jar).build()) {
      session.get(site + "/login");
    } // saves them
    // end
    assertThat(CookieJar.create().storedIn(CookieFile.at(file)).cookies()).hasSize(1);
  }

  @Test
  void hasAJarForEachUser() {
    // sample: users
    CookieJar ann = CookieJar.create();
    try (Session session = Session.builder().cookies(ann).build()) {
      session.get(site + "/login");
    }
    ann.cookies().forEach(cookie -> System.out.println(cookie)); // without their values
    ann.clear(); // logged out
    // end
    assertThat(ann.cookies()).isEmpty();
  }
}
