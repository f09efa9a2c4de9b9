/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.jackson3.Jackson3Codec;
import org.jspecify.annotations.NullMarked;

/** JSON by Jackson 3 for {@code json(…)} of requests and responses. */
@NullMarked
@SuppressWarnings("module") // The version of Jackson is what its name has to tell.
module dev.holdfast.jackson3 {
  requires transitive dev.holdfast.http;
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;

  exports dev.holdfast.jackson3;

  provides BodyCodec with
      Jackson3Codec;
}
