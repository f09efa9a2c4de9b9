/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static dev.holdfast.testkit.Step.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.TypeRef;
import dev.holdfast.http.auth.AccessToken;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.batch.BatchItem;
import dev.holdfast.http.batch.BatchReport;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.paging.Pages;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/guide/programs.md, against servers whose faults they must handle. */
class ProgramSamplesTest {

  @TempDir
  Path folder;

  private final List<String> lines = new ArrayList<>();

  // sample: types
  record Order(int id) {}

  record Token(String access_token, long expires_in) {}
  // end

  /** Seven pages; each token is valid for three requests. */
  private static final class Shop {

    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger uses = new AtomicInteger();

    Step answer(SeenRequest request) {
      if (request.target().equals("/token")) {
        uses.set(0);
        return json("{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}");
      }
      boolean good = request.header("Authorization").orElse("").equals("Bearer t" + tokens);
      if (!good || uses.incrementAndGet() > 3) {
        return respond(401).header("WWW-Authenticate", "Bearer");
      }
      int page = Integer.parseInt("0" + request.target().replaceAll("\\D", ""));
      Step orders = json("[{\"id\":" + page + "},{\"id\":" + (page + 10) + "}]");
      return page == 6
          ? orders
          : respond(200)
              .header("Content-Type", "application/json")
              .header("Link", "</orders?page=" + (page + 1) + ">; rel=\"next\"")
              .body("[{\"id\":" + page + "},{\"id\":" + (page + 10) + "}]");
    }

    private static Step json(String text) {
      return respond(200).header("Content-Type", "application/json").body(text);
    }
  }

  @Test
  void syncsPagesWithATokenThatExpires() {
    Shop shop = new Shop();
    List<Order> stored = new ArrayList<>();
    try (FaultServer server = FaultServer.start(Step.always(Step.choose(shop::answer)))) {
      String api = server.origin();
      // sample: sync
      try (Session accounts = Session.create();
          Session session = Session.builder()
              .authentication(api, Authentication.bearer(() -> {
                Token token = accounts
                    .request(Request.post(api + "/token")
                        .body(Body.form().field("grant_type", "client_credentials")))
                    .raiseForStatus()
                    .json(Token.class);
                return AccessToken.of(token.access_token(), Duration.ofSeconds(token.expires_in()));
              }))
              .safeguards(Safeguards.builder()
                  .rate(RateLimit.of(50, Duration.ofSeconds(1)))
                  .build())
              .build()) {
        Request first = Request.get(api + "/orders")
            .within(Deadline.after(Duration.ofMinutes(10), TimeSource.system())); // all pages
        for (Response page : Pages.of(session, first)) {
          stored.addAll(page.json(new TypeRef<List<Order>>() {}));
        }
      }
      // end
      assertThat(stored).hasSize(14);
      assertThat(shop.tokens).hasValue(3);
    }
  }

  @Test
  void ordersOnceAndUploads() throws IOException {
    Path archive = folder.resolve("june.zip");
    Files.write(archive, new byte[1_000_000]);
    try (FaultServer server =
            FaultServer.start(respond(503), respond(201), respond(200), Step.always(respond(200)));
        Session session = Session.create()) {
      String api = server.origin();
      // sample: orders
      Response order = session
          .request(Request.post(api + "/orders")
              .json(new Order(7))
              .idempotencyKey(IdempotencyKey.auto())) // the same in each attempt
          .raiseForStatus();

      Response paid = session
          .request(Request.post(api + "/payments")
              .body(Body.form().field("order", "7").field("note", "a & b"))
              .idempotencyKey(IdempotencyKey.of("payment-of-order-7"))) // after a restart, too
          .raiseForStatus();

      Response uploaded = session
          .request(Request.post(api + "/archives")
              .body(Body.multipart().field("title", "June").file("archive", archive)) // streamed
              .idempotencyKey(IdempotencyKey.auto())
              .deadline(Duration.ofHours(1)) // 120 s are for calls, not for gigabytes
              .progress(p -> lines.add(p.bytes() + " of " + p.total().orElse(-1))))
          .raiseForStatus();
      // end
      assertThat(order.attempts()).hasSize(2);
      assertThat(paid.status()).isEqualTo(uploaded.status());
      assertThat(lines.get(lines.size() - 1)).matches("(\\d+) of \\1");
      assertThat(server.requests())
          .extracting(seen -> seen.header("Idempotency-Key").orElse("-"))
          .doesNotContain("-")
          .contains("payment-of-order-7");
    }
  }

  @Test
  void fansOut() {
    Step answers = Step.always(Step.choose(
        seen -> seen.target().endsWith("/7") ? respond(404) : respond(200).keepAlive()));
    try (FaultServer one = FaultServer.start(answers);
        FaultServer two = FaultServer.start(answers);
        FaultServer three = FaultServer.start(answers)) {
      List<String> urls = IntStream.range(0, 300)
          .mapToObj(i -> List.of(one, two, three).get(i % 3).url("/items/" + i))
          .toList();
      // sample: fanOut
      try (Session session = Session.create()) {
        BatchReport<Request, Response> report = session
            .all(urls.stream().map(Request::get).toList())
            .perOrigin(16)
            .deadline(Duration.ofMinutes(10)) // of all together
            .stopAt(item -> item.response().filter(r -> r.status() == 401).isPresent())
            .progress(p -> lines.add(p.done() + " of " + p.total().orElse(-1)))
            .run();

        lines.add(report.toString());
        for (BatchItem<Request, Response> failed : report.failures()) {
          lines.add(failed.request() + ": " + failed.response().map(Response::status));
        }
      }
      // end
      assertThat(lines)
          .contains("300 of 300", "BatchReport[299 succeeded, 1 failed]")
          .last()
          .asString()
          .endsWith("/items/7: Optional[404]");
    }
  }

  @Test
  void downloadsInSeveralRuns() throws IOException {
    byte[] content = new byte[200_000];
    Arrays.fill(content, (byte) 'x');
    AtomicInteger answers = new AtomicInteger();
    Step file = Step.choose(seen -> {
      int from = Integer.parseInt("0" + seen.header("Range").orElse("").replaceAll("\\D", ""));
      String head = (from == 0 ? "200 OK" : "206 P") + "\r\nETag: \"1\"\r\nContent-Length: "
          + (content.length - from) + "\r\nContent-Range: bytes " + from + "-199999/200000\r\n\r\n";
      int most = answers.incrementAndGet() < 8 ? 20_000 : content.length;
      return Step.raw(
          Action.send(("HTTP/1.1 " + head).getBytes(StandardCharsets.ISO_8859_1)),
          Action.send(Arrays.copyOf(content, Math.min(most, content.length - from))),
          Action.fin());
    });
    try (FaultServer server = FaultServer.start(Step.always(file));
        Session session = Session.builder().time(VirtualTime.flowing()).build()) {
      String url = server.url("/large");
      Path target = folder.resolve("large");
      // sample: download
      for (int run = 1; run <= 3; run++) { // or the next start of the program
        try {
          DownloadedResponse done = session.download(
              Request.get(url).deadline(Duration.ofHours(2)),
              Download.to(target).maxBytes(1_000_000_000));
          lines.add(done.size() + " bytes, of which " + done.continuedFrom() + " were there");
          break;
        } catch (RequestException broken) {
          lines.add(broken.getMessage()); // what has come is kept beside the file
        }
      }
      // end
      assertThat(target).hasBinaryContent(content);
      assertThat(lines).hasSize(2).last().isEqualTo("200000 bytes, of which 120000 were there");
    }
  }
}
