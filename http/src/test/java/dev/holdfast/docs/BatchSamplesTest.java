/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.batch.BatchItem;
import dev.holdfast.http.batch.BatchReport;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSamplesTest {

  private final List<String> lines = new ArrayList<>();

  @Test
  void callsThemAll() {
    try (FaultServer one = FaultServer.start(Step.always(Step.respond(200)));
        FaultServer two = FaultServer.start(Step.always(Step.respond(200)));
        FaultServer three = FaultServer.start(Step.always(Step.respond(404)));
        Session session = Session.create()) {
      List<String> urls = IntStream.range(0, 100)
          .boxed()
          .flatMap(i -> Stream.of(one.url("/" + i), two.url("/" + i)))
          .toList();
      List<String> more = new ArrayList<>(urls);
      more.add(three.url("/missing"));
      // sample: all
      BatchReport<Request, Response> report = session
          .all(more.stream().map(Request::get).toList())
          .perOrigin(16)
          .deadline(Duration.ofMinutes(5))
          .stopAt(item -> item.response().filter(r -> r.status() == 401).isPresent())
          .progress(p -> lines.add(p.done() + " of " + p.total().orElse(-1)))
          .run();

      for (BatchItem<Request, Response> failed : report.failures()) {
        lines.add(failed.request() + ": "
            + failed
                .response()
                .map(response -> String.valueOf(response.status()))
                .orElseGet(() -> failed.failure().orElseThrow().getMessage()));
      }
      // end
      assertThat(report.succeeded()).isEqualTo(200);
      assertThat(report.failures()).hasSize(1);
      assertThat(lines).contains("201 of 201").last().asString().endsWith("/missing: 404");
    }
  }

  @Test
  void keepsNothingOfWhatWentWell() {
    MockTransport mock = MockTransport.create()
        .otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));
    Set<String> stored = ConcurrentHashMap.newKeySet();
    Session session = Session.builder().transport(mock).build();
    // sample: stream
    Iterable<Request> pages = () -> IntStream.rangeClosed(1, 1_000)
        .mapToObj(page -> Request.get("https://api.example.com/items?page=" + page))
        .iterator(); // made as they are taken

    BatchReport<Request, Response> report = session.all(pages).forEach(item -> {
      if (item.ok()) {
        stored.add(item.request().url().target());
      }
    });
    // end
    assertThat(report.complete()).isTrue();
    assertThat(stored).hasSize(1_000);
  }

  @Test
  void holdsNoThread() {
    MockTransport mock = MockTransport.create()
        .otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));
    Session session = Session.builder().transport(mock).build();
    List<Request> requests = IntStream.range(0, 50)
        .mapToObj(i -> Request.get("https://api.example.com/items/" + i))
        .toList();
    // sample: background
    CompletableFuture<Long> failed = session
        .all(requests)
        .deadline(Duration.ofMinutes(5))
        .runAsync() // cancel it, and the calls in flight end
        .thenApply(BatchReport::failed);
    // end
    assertThat(failed.join()).isZero();
  }

  @Test
  void pollsUntilAJobIsDone() {
    MockTransport mock = MockTransport.create()
        .respond(202, Headers.empty().plus("Retry-After", "3"), "")
        .respond(200, "{\"state\":\"running\"}")
        .respond(200, "{\"state\":\"done\"}");
    Session session =
        Session.builder().transport(mock).time(VirtualTime.create()).build();
    // sample: poll
    Response done = session
        .poll(Request.get("https://api.example.com/jobs/7"))
        .every(Duration.ofSeconds(2))
        .deadline(Duration.ofMinutes(10))
        .until(response -> response.text().contains("done"));
    // end
    assertThat(done.text()).contains("done");
  }
}
