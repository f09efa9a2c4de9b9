/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.message.Body;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body of a session's request, which OkHttp sends once: the session decides whether it is sent
 * again.
 */
final class SentBody extends RequestBody {

  private final Body body;

  SentBody(Body body) {
    this.body = body;
  }

  @Override
  public @Nullable MediaType contentType() {
    // The content type is among the headers of the request.
    return null;
  }

  @Override
  public long contentLength() {
    return body.length();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    OkHttpAttempt attempt = OkHttpAttempt.present();
    if (attempt != null) {
      attempt.bodyBegins();
    }
    Wire wire = new Wire(sink.outputStream());
    try {
      body.writeTo(wire);
      wire.flush();
    } catch (IOException | RuntimeException e) {
      if (wire.broken) {
        throw e;
      }
      throw new OkHttpFailures.BodyFailure(e);
    }
    if (attempt != null) {
      attempt.sent();
    }
  }

  /** Distinguishes a broken connection from a broken source. */
  private static final class Wire extends FilterOutputStream {

    private boolean broken;

    Wire(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }
  }
}
