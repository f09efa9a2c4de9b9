/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodySamplesTest {

  @TempDir
  Path folder;

  private final FaultServer server = FaultServer.start(Step.respond(503), Step.respond(201));
  private final Session session = Session.create();
  private final String url = server.url("/upload");

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  @Test
  void sendsAForm() {
    server.script(Step.respond(200));
    // sample: form
    Response response = session.request(
        Request.post(url).body(Body.form().field("user", "ren\u00e9").field("note", "a & b")));
    // end
    assertThat(response.status()).isEqualTo(200);
    assertThat(server.requests().get(0).bodyText()).isEqualTo("user=ren%C3%A9&note=a+%26+b");
  }

  @Test
  void sendsFiles() throws Exception {
    server.script(Step.respond(200));
    Path photo = Files.write(folder.resolve("tea.png"), new byte[] {1, 2});
    Path report = Files.writeString(folder.resolve("june.csv"), "a;b");
    String json = "{}";
    // sample: multipart
    Response response = session.request(Request.post(url)
        .body(Body.multipart()
            .field("title", "June")
            .file("report", report) // under its own name, streamed
            .file("photo", "tea.png", Body.file(photo).withContentType("image/png"))
            .part("details", Body.of(json, "application/json"))));
    // end
    assertThat(response.status()).isEqualTo(200);
    assertThat(server.requests().get(0).bodyText()).contains("filename=\"june.csv\"", "image/png");
  }

  @Test
  void opensASourceAgain() throws Exception {
    server.script(Step.respond(200));
    Path archive = Files.writeString(folder.resolve("a"), "bytes");
    // sample: source
    Request put =
        Request.put(url).body(Body.of(() -> Files.newInputStream(archive))); // can be sent again
    // end
    assertThat(session.request(put).status()).isEqualTo(200);
    assertThat(server.requests().get(0).bodyText()).isEqualTo("bytes");
  }

  @Test
  void compresses() {
    server.script(Step.respond(200));
    String log = "line\n".repeat(1_000);
    // sample: gzip
    Request post = Request.post(url).body(log).gzip();
    // end
    assertThat(session.request(post).status()).isEqualTo(200);
    SeenRequest seen = server.requests().get(0);
    assertThat(seen.header("Content-Encoding")).contains("gzip");
    assertThat(seen.body()).hasSizeLessThan(200);
  }

  @Test
  void tellsOfProgress() throws Exception {
    server.script(Step.respond(200));
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Path archive = Files.writeString(folder.resolve("a"), "bytes");
    // sample: progress
    Request upload = Request.put(url)
        .file(archive)
        .deadline(Duration.ofHours(1)) // 120 s are for calls, not for gigabytes
        .progress(p -> lines.add(p.direction() + " " + p.bytes() + " of "
            + p.total().orElse(-1) + ", attempt " + p.attempt()));
    // end
    session.request(upload);
    assertThat(lines.poll(10, SECONDS)).isEqualTo("SENDING 5 of 5, attempt 1");
  }
}
