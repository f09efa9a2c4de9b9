/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.sse.EventStream;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.retry.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads and event streams whose HTTP/2 streams or connections break off. */
class BrokenStreamsOverHttp2Test {

  private static final int INTERNAL_ERROR = 2;

  /** How a stream breaks off. */
  private enum End {
    RESET {
      @Override
      void of(Http2Server.Peer peer, int stream) throws Exception {
        peer.reset(stream, INTERNAL_ERROR);
      }
    },
    GOAWAY {
      @Override
      void of(Http2Server.Peer peer, int stream) throws Exception {
        peer.goAway(stream, 0);
        peer.close();
      }
    },
    CLOSE {
      @Override
      void of(Http2Server.Peer peer, int stream) throws Exception {
        peer.close();
      }
    };

    abstract void of(Http2Server.Peer peer, int stream) throws Exception;
  }

  private final Session session = Session.builder()
      .defaults(defaults -> defaults.httpVersion(HttpVersion.HTTP_2))
      .retry(Retry.builder().backoff(Backoff.constant(Duration.ofMillis(1))).build())
      .build();

  @ParameterizedTest
  @EnumSource
  void aDownloadGoesOnWhereItsStreamBroke(End end, @TempDir Path directory) throws Exception {
    for (Mode mode : List.of(Mode.BLOCKING, Mode.ASYNC)) {
      AtomicInteger answers = new AtomicInteger();
      try (Http2Server server = Http2Server.start(peer -> {
        peer.settings();
        while (true) {
          int stream = peer.awaitRequest();
          if (answers.incrementAndGet() == 1) {
            peer.head(stream, false, "etag", "\"1\"", "content-length", "10");
            peer.data(stream, false, "01234");
            end.of(peer, stream);
          } else {
            // Refused by the client unless it has asked for that part.
            peer.frame(
                Frame.HEADERS,
                Frame.END_HEADERS,
                stream,
                Http2Server.Peer.block(
                    "206",
                    "etag",
                    "\"1\"",
                    "content-length",
                    "5",
                    "content-range",
                    "bytes 5-9/10"));
            peer.data(stream, true, "56789");
          }
        }
      })) {
        Path file = directory.resolve("file-" + mode);

        DownloadedResponse response =
            mode.download(session, Request.get(server.url("/file")), Download.to(file));

        assertThat(file).hasContent("0123456789");
        assertThat(response.protocol()).isEqualTo("HTTP/2");
        assertThat(response.attempts()).hasSize(2);
      }
    }
    session.close();
  }

  @ParameterizedTest
  @EnumSource
  void anEventStreamGoesOnAfterItsStreamBroke(End end) throws Exception {
    AtomicInteger answers = new AtomicInteger();
    try (Http2Server server = Http2Server.start(peer -> {
          peer.settings();
          while (true) {
            int stream = peer.awaitRequest();
            int answer = answers.incrementAndGet();
            if (answer == 3) {
              peer.frame(
                  Frame.HEADERS,
                  Frame.END_HEADERS | Frame.END_STREAM,
                  stream,
                  Http2Server.Peer.block("204"));
            } else {
              peer.head(stream, false, "content-type", "text/event-stream");
              peer.data(stream, false, "id: " + answer + "\ndata: n" + answer + "\n\ndata: half");
              end.of(peer, stream);
            }
          }
        });
        EventStream events = session.events(
            Request.get(server.url("/events")),
            EventOptions.defaults().reconnectDelay(Duration.ofMillis(1)))) {
      List<String> seen = new ArrayList<>();

      events.forEach(event -> seen.add(event.id() + " " + event.data()));

      assertThat(seen).containsExactly("1 n1", "2 n2");
    }
    session.close();
  }
}
