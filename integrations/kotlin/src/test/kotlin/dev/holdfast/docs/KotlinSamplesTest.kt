/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs

import dev.holdfast.http.Request
import dev.holdfast.http.Session
import dev.holdfast.http.Timeouts
import dev.holdfast.http.codec.BodyCodec
import dev.holdfast.kotlin.attemptTimeout
import dev.holdfast.kotlin.call
import dev.holdfast.kotlin.connect
import dev.holdfast.kotlin.deadline
import dev.holdfast.kotlin.exponentialBackoff
import dev.holdfast.kotlin.json
import dev.holdfast.kotlin.retrying
import dev.holdfast.retrier.Retrier
import dev.holdfast.testkit.FaultServer
import dev.holdfast.testkit.FaultServerExtension
import dev.holdfast.testkit.Step
import java.io.IOException
import java.lang.reflect.Type
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializer
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

// sample: codec
class KotlinCodec(private val json: Json = Json { ignoreUnknownKeys = true }) : BodyCodec {
  override fun encode(value: Any): ByteArray =
    json
      .encodeToString(json.serializersModule.serializer(value.javaClass), value)
      .encodeToByteArray()

  override fun decode(document: ByteArray, type: Type): Any? =
    json.decodeFromString(json.serializersModule.serializer(type), document.decodeToString())
}

// end

@ExtendWith(FaultServerExtension::class)
class KotlinSamplesTest {

  @Test
  fun calls(server: FaultServer) {
    server.enqueue(Step.respond(503), Step.respond(200).body("tea"))
    server.enqueue(Step.respond(200).body("""{"sencha":70}"""))
    val url = server.url("/")
    // sample: calls
    val session =
      Session.builder().timeouts(Timeouts.defaults().connect(1.seconds).deadline(20.seconds)).build()

    suspend fun tea(): String =
      session.call(Request.get(url).deadline(5.seconds)).raiseForStatus().text()

    suspend fun degrees(): Map<String, Int> = session.json(Request.get(url))
    // end
    session.use {
      runBlocking {
        assertThat(tea()).isEqualTo("tea")
        assertThat(degrees()).containsEntry("sencha", 70)
      }
    }
  }

  @Test
  fun codec(server: FaultServer) {
    server.enqueue(Step.respond(200).body("""{"sencha":[70,80]}"""))

    Session.builder().codec(KotlinCodec()).build().use { session ->
      val request = Request.post(server.url("/")).json("which?")
      val degrees: Map<String, List<Int>> = runBlocking { session.json(request) }

      assertThat(degrees).containsEntry("sencha", listOf(70, 80))
      assertThat(server.requests().single().bodyText()).isEqualTo("\"which?\"")
    }
  }

  @Test
  fun retries() {
    var tries = 0
    suspend fun load(): String {
      delay(1.milliseconds)
      if (++tries < 3) throw IOException("cut")
      return "tea"
    }
    // sample: retrying
    val retrier =
      Retrier.builder()
        .backoff(exponentialBackoff(20.milliseconds))
        .attemptTimeout(2.seconds)
        .deadline(10.seconds)
        .build()

    suspend fun tea(): String = retrier.retrying { load() }
    // end
    assertThat(runBlocking { tea() }).isEqualTo("tea")
  }
}
