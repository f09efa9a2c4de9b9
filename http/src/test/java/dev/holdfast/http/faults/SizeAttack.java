/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import dev.holdfast.http.Category;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.Endless;
import dev.holdfast.testkit.GzipBomb;
import dev.holdfast.testkit.Step;

/** Answers meant to fill the memory of their reader, and how they end. */
enum SizeAttack {
  ENDLESS_STATUS_LINE(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Endless.statusLine();
    }
  },
  ENDLESS_HEADER_LINE(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Endless.headerLine();
    }
  },
  ENDLESS_HEADERS(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Endless.headers();
    }
  },
  ENDLESS_INTERIM_RESPONSES(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Endless.interimResponses();
    }
  },
  ENDLESS_BODY(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Endless.body();
    }
  },
  ENDLESS_LARGE_CHUNKS(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Endless.chunks(60_000);
    }
  },
  ENDLESS_CHUNKS_OF_ONE_BYTE(Category.BAD_CHUNK) {
    @Override
    Step step() {
      return Endless.chunks(1);
    }
  },
  ENDLESS_CHUNK_EXTENSION(Category.BAD_CHUNK) {
    @Override
    Step step() {
      return Endless.chunkExtension();
    }
  },
  MANY_CHUNK_EXTENSIONS(Category.BAD_CHUNK) {
    @Override
    Step step() {
      return Endless.chunkExtensions();
    }
  },
  ENDLESS_TRAILERS(Category.BAD_CHUNK) {
    @Override
    Step step() {
      return Endless.trailers();
    }
  },
  GZIP_BOMB(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return GzipBomb.of(1_024, 1);
    }
  },
  GZIP_BOMB_IN_GZIP(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return GzipBomb.of(1_024, 2);
    }
  },
  ENDLESS_GZIP(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return GzipBomb.endless();
    }
  },
  LARGEST_LENGTH(Category.BAD_RESPONSE) {
    @Override
    Step step() {
      return Step.raw(
          Action.send("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n"),
          Action.endless(new byte[65_536]));
    }
  };

  private final Category category;

  SizeAttack(Category category) {
    this.category = category;
  }

  /** How the call fails. */
  Category category() {
    return category;
  }

  abstract Step step();
}
