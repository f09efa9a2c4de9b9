/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

/** The request and answer of a call. */
enum Work {
  GET_1K("GET 1 KiB", 0, 1024),
  GET_1M("GET 1 MiB", 0, 1024 * 1024),
  POST_1K("POST 1 KiB", 1024, 1024),
  POST_64K("POST 64 KiB", 64 * 1024, 1024);

  private final String title;
  private final int upload;
  private final int answer;

  Work(String title, int upload, int answer) {
    this.title = title;
    this.upload = upload;
    this.answer = answer;
  }

  /** Whether there is a body to send. */
  boolean uploads() {
    return upload > 0;
  }

  /** The body of a POST. */
  byte[] body() {
    return new byte[upload];
  }

  /** The number of bytes of the answer's body. */
  int answer() {
    return answer;
  }

  /** The path, from which the server reads the length of the requested answer. */
  String path() {
    return "/" + answer;
  }

  @Override
  public String toString() {
    return title;
  }
}
