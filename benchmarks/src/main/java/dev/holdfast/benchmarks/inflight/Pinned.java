/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Records the JDK's events of virtual threads that held their carrier while they waited. */
final class Pinned implements AutoCloseable {

  private static final int FRAMES = 40;

  private final Recording recording = new Recording();

  /** Starts the recording. */
  Pinned() {
    recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
    recording.start();
  }

  /** Ends the recording and returns its events. */
  List<RecordedEvent> events() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file);
    } finally {
      Files.delete(file);
    }
  }

  /** The cause and the place of an event. */
  static String describe(RecordedEvent event) {
    StringBuilder text = new StringBuilder("pinned for " + event.getDuration().toMillis() + " ms");
    for (String field : List.of("blockingOperation", "pinnedReason")) {
      if (event.hasField(field)) {
        text.append(", ").append(event.<Object>getValue(field));
      }
    }
    if (event.getStackTrace() != null) {
      for (RecordedFrame frame :
          event.getStackTrace().getFrames().stream().limit(FRAMES).toList()) {
        text.append("\n  at ")
            .append(frame.getMethod().getType().getName())
            .append('.')
            .append(frame.getMethod().getName())
            .append(':')
            .append(frame.getLineNumber());
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    recording.close();
  }
}
