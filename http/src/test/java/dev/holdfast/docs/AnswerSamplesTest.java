/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.JacksonForTests;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.har.Har;
import dev.holdfast.http.paging.Pages;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerSamplesTest {

  private final FaultServer server = FaultServer.start();
  private final Session session = Session.builder().codec(new JacksonForTests()).build();
  private final String url = server.url("/orders");
  private final List<String> stored = new ArrayList<>();

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  @Test
  void tells() {
    server.script(Step.respond(301).header("Location", "/v2/orders"), Step.respond(200));
    // sample: told
    Response response = session.get(url);
    String how = response.protocol() + " " + response.tls() + " " + response.remoteAddress();
    response.redirects().forEach(earlier -> System.out.println("moved: " + earlier.url()));
    // end
    assertThat(how).startsWith("HTTP/1.1 Optional.empty Optional[/127.0.0.1:");
  }

  @Test
  void turnsPages() {
    server.script(
        Step.respond(200).header("Link", "<?page=2>; rel=\"next\"").body("a"),
        Step.respond(200).body("b"));
    // sample: pages
    Request first =
        Request.get(url).within(Deadline.after(Duration.ofMinutes(10), TimeSource.system()));
    for (Response page : Pages.of(session, first)) {
      store(page.text());
    }
    // end
    assertThat(stored).containsExactly("a", "b");
  }

  @Test
  void turnsPagesWithoutAThread() {
    server.script(
        Step.respond(200).header("Link", "<?page=2>; rel=\"next\"").body("a"),
        Step.respond(200).body("b"));
    Request first = Request.get(url);
    // sample: pagesAsync
    CompletableFuture<Long> count =
        Pages.of(session, first).forEachAsync(page -> store(page.text()));
    // end
    assertThat(count.join()).isEqualTo(2);
    assertThat(stored).containsExactly("a", "b");
  }

  private void store(String text) {
    stored.add(text);
  }

  @Test
  void followsCursors() {
    server.script(Step.respond(200).body("{\"next\":\"c2\"}"), Step.respond(200).body("{}"));
    // sample: cursor
    Pages pages = Pages.of(session, Request.get(url), page -> {
      Object cursor = page.json(Map.class).get("next");
      return cursor == null
          ? Optional.empty()
          : Optional.of(Request.get(url).query("cursor", cursor.toString()));
    });
    // end
    assertThat(pages).hasSize(2);
    assertThat(server.requests().get(1).target()).endsWith("?cursor=c2");
  }

  @Test
  void explainsAProblem() {
    server.script(Step.respond(403)
        .header("Content-Type", "application/problem+json")
        .body("{\"title\":\"Not enough credit\",\"balance\":30}"));
    assertThatThrownBy(() -> {
          // sample: problem
          try {
            session.get(url).raiseForStatus();
          } catch (StatusException e) {
            e.problem().ifPresent(problem -> store(problem.title().orElse(problem.type())));
            store(e.bodyExcerpt()); // for people: the first part, secrets masked
            throw e;
          }
          // end
        })
        .hasMessageContaining("Not enough credit");
    assertThat(stored)
        .containsExactly("Not enough credit", "{\"title\":\"Not enough credit\",\"balance\":30}");
  }

  @Test
  void reports() {
    server.script(Step.respond(200));
    // sample: report
    Request request = Request.get(url).query("api_key", "s3cret").header("Accept", "text/csv");
    String command = request.toCurl(); // api_key=***
    String archive = Har.of(session.request(request)); // JSON, for the tools that show HAR
    // end
    assertThat(command).isEqualTo("curl '" + url + "?api_key=***' --header 'Accept: text/csv'");
    assertThat(archive).contains("\"startedDateTime\"").doesNotContain("s3cret");
  }
}
