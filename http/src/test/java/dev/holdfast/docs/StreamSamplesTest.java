/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSamplesTest {

  @TempDir
  private Path folder;

  @Test
  void writesAWholeFileOrNone() throws Exception {
    Path file = folder.resolve("june.csv");
    try (FaultServer server =
            FaultServer.start(Step.respond(503), Step.respond(200).body("a,b"));
        Session session = Session.create()) {
      String url = server.url("/june.csv");
      // sample: copy
      try (StreamedResponse response = session.stream(Request.get(url))) {
        response.raiseForStatus().copyTo(file); // the whole body, or the file as it was
      }
      // end
      assertThat(Files.readString(file)).isEqualTo("a,b");
    }
  }

  @Test
  void leavesNoHalfFile() {
    Path file = folder.resolve("june.csv");
    try (FaultServer server = FaultServer.start(Step.truncatedBody());
        Session session = Session.create();
        StreamedResponse response = session.stream(Request.get(server.url("/june.csv")))) {

      assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> response.copyTo(file));
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void readsLineByLine() throws Exception {
    List<String> lines = new ArrayList<>();
    try (FaultServer server = FaultServer.start(Step.respond(200).body("one\ntwo\n"));
        Session session = Session.create()) {
      String url = server.url("/events");
      // sample: lines
      try (StreamedResponse response = session.stream(Request.get(url));
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add); // an end means that the body was whole
      }
      // end
      assertThat(lines).containsExactly("one", "two");
    }
  }

  @Test
  void reportsOnAnyResponse() {
    try (FaultServer server = FaultServer.start(
            Step.respond(503).header("Retry-After", "0"),
            Step.respond(200).body("a,b"),
            Step.respond(404));
        Session session = Session.create()) {
      String url = server.url("/june.csv");
      Response response = session.get(url);
      assertThat(summary(response)).isEqualTo("200 from " + url + " after 2 attempts");
      try (StreamedResponse streamed = session.stream(Request.get(url))) {
        assertThat(summary(streamed)).isEqualTo("404 from " + url + " after 1 attempts");
      }
    }
  }

  // sample: any
  static String summary(HttpResponse response) { // a Response, StreamedResponse, PublishedResponse
    return response.status()
        + " from "
        + response.url()
        + " after "
        + response.attempts().size()
        + " attempts";
  }
  // end
}
