/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.download.Download;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadSamplesTest {

  @TempDir
  Path folder;

  private final FaultServer server = FaultServer.start();
  private final Session session = Session.create();
  private final String url = server.url("/big.iso");

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private void serveInTwoParts() {
    String tag = "ETag: \"1\"\r\n";
    server.script(
        Step.raw(
            Action.send("HTTP/1.1 200 OK\r\n" + tag + "Content-Length: 10\r\n\r\n01234"),
            Action.fin()),
        Step.raw(
            Action.send("HTTP/1.1 206 Partial Content\r\n" + tag
                + "Content-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n56789"),
            Action.fin()));
  }

  @Test
  void continuesAfterACut() {
    serveInTwoParts();
    Path file = folder.resolve("big.iso");
    // sample: download
    DownloadedResponse response = session.download(
        Request.get(url).deadline(Duration.ofHours(1)), // 120 s are for calls, not for gigabytes
        file);
    // end
    assertThat(file).hasContent("0123456789");
    assertThat(response.attempts()).hasSize(2);
    assertThat(server.requests().get(1).header("Range")).hasValue("bytes=5-");
  }

  @Test
  void checksWhatWasDownloaded() {
    serveInTwoParts();
    Path file = folder.resolve("big.iso");
    String expected = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
    List<String> lines = new CopyOnWriteArrayList<>();
    // sample: checked
    session.download(
        Request.get(url).progress(p -> lines.add(p.bytes() + " of " + p.total().orElse(-1))),
        Download.to(file).digest("SHA-256", expected).maxBytes(10_000_000_000L));
    // end
    assertThat(lines).endsWith("10 of 10");
  }

  @Test
  void downloadsWithoutWaiting() throws Exception {
    serveInTwoParts();
    Path file = folder.resolve("big.iso");
    // sample: async
    CompletableFuture<Long> size =
        session.downloadAsync(Request.get(url), file).thenApply(DownloadedResponse::size);
    // end
    assertThat(size.get()).isEqualTo(10);
    assertThat(Files.size(file)).isEqualTo(10);
  }

  @Test
  void readsLines() {
    server.script(Step.respond(200).body("{\"a\":1}\n\n{\"a\":2}\n"));
    List<String> records = new CopyOnWriteArrayList<>();
    // sample: lines
    try (StreamedResponse response = session.stream(Request.get(url));
        Stream<String> lines = response.raiseForStatus().lines()) {
      lines.filter(line -> !line.isBlank()).forEach(records::add);
    }
    // end
    assertThat(records).containsExactly("{\"a\":1}", "{\"a\":2}");
  }
}
