/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.kotlin

import dev.holdfast.http.Request
import dev.holdfast.http.Session
import dev.holdfast.http.StatusException
import dev.holdfast.http.Timeouts
import dev.holdfast.retrier.AttemptTimeoutException
import dev.holdfast.retrier.GaveUpException
import dev.holdfast.retrier.Retrier
import dev.holdfast.retry.StopReason
import dev.holdfast.testkit.FaultServer
import dev.holdfast.testkit.FaultServerExtension
import dev.holdfast.testkit.Step
import dev.holdfast.testkit.VirtualTime
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

@ExtendWith(FaultServerExtension::class)
class KotlinTest {
  data class Tea(val name: String = "", val degrees: Int = 0)

  private val session = Session.builder().time(VirtualTime.flowing()).build()
  private val attempts = AtomicInteger()

  @AfterEach fun close() = session.close()

  private fun failsWith(block: suspend () -> Unit): Throwable =
    catchThrowable { runBlocking { block() } }

  @Test
  fun `a call suspends until the response is there`(server: FaultServer) = runBlocking {
    server.enqueue(Step.respond(503), Step.respond(200).body("tea"))

    val response = session.call(Request.get(server.url("/")))

    assertThat(response.text()).isEqualTo("tea")
    assertThat(response.attempts()).hasSize(2)
    Unit
  }

  @Test
  fun `cancelling the coroutine cancels the call`(server: FaultServer) = runBlocking {
    server.enqueue(Step.stall())
    val job = launch(Dispatchers.Default) { session.call(Request.get(server.url("/"))) }
    server.awaitRequests(1, 10.seconds.toJavaDuration())

    job.cancelAndJoin()

    server.awaitNoConnection(10.seconds.toJavaDuration())
  }

  @Test
  fun `json has the type that is asked for, its arguments included`(server: FaultServer) = runBlocking {
    server.enqueue(
      Step.respond(200)
        .header("Content-Type", "application/json")
        .body("""[{"name":"sencha","degrees":70}]""")
    )

    val teas = session.json<List<Map<String, Any>>>(Request.get(server.url("/")))

    assertThat(teas.single()["name"]).isEqualTo("sencha")
    Unit
  }

  @Test
  fun `json of an error status is the error`(server: FaultServer) {
    server.enqueue(Step.respond(404).body("{}"))

    val failure = failsWith { session.json<Map<String, Any>>(Request.get(server.url("/"))) }

    assertThat(failure).isInstanceOf(StatusException::class.java)
  }

  private val retrier = Retrier.builder().time(VirtualTime.create()).total(3).build()

  @Test
  fun `a block is run again when it fails`() = runBlocking {
    val value = retrier.retrying {
      if (attempts.incrementAndGet() < 3) throw IOException("cut")
      "tea"
    }

    assertThat(value).isEqualTo("tea")
    assertThat(attempts).hasValue(3)
    assertThat(retrier.statistics().retries()).isEqualTo(2)
    Unit
  }

  @Test
  fun `the failure of the last attempt is thrown`() {
    val failure = failsWith { retrier.retrying { throw IOException("cut") } }

    assertThat(failure).isInstanceOf(IOException::class.java).hasMessageContaining("cut")
  }

  @Test
  fun `cancelling the coroutine ends a wait`() = runBlocking {
    val patient =
      Retrier.builder()
        .backoff(exponentialBackoff(1.hours).firstRetryDelayed().max(2.hours.toJavaDuration()))
        .deadline(9.hours)
        .build()
    val failed = CompletableDeferred<Unit>()
    val job = launch(Dispatchers.Default) {
      patient.retrying {
        failed.complete(Unit)
        throw IOException("cut")
      }
    }
    failed.await()

    job.cancelAndJoin()

    assertThat(job.isCancelled).isTrue()
    Unit
  }

  @Test
  fun `an attempt timeout cancels the block and is retried`() {
    val cancelled = AtomicInteger()
    val impatient = Retrier.builder().total(1).attemptTimeout(20.milliseconds).build()

    val failure = failsWith {
      impatient.retrying {
        attempts.incrementAndGet()
        try {
          awaitCancellation()
        } finally {
          cancelled.incrementAndGet()
        }
      }
    }

    assertThat(failure).isInstanceOf(AttemptTimeoutException::class.java)
    assertThat(attempts).hasValue(2)
    assertThat(cancelled).hasValue(2)
  }

  @Test
  fun `the deadline ends a running attempt`() {
    val brief = Retrier.builder().deadline(50.milliseconds).build()

    val failure = failsWith { brief.retrying { awaitCancellation() } }

    assertThat(failure).isInstanceOf(GaveUpException::class.java)
    val gaveUp = generateSequence(failure) { it.cause }.filterIsInstance<GaveUpException>().first()
    assertThat(gaveUp.why()).isEqualTo(StopReason.DEADLINE)
  }

  @Test
  fun `durations of Kotlin are those of Java`() {
    val ours =
      Timeouts.defaults()
        .connect(1.seconds)
        .read(2.seconds)
        .write(3.seconds)
        .pool(4.seconds)
        .attempt(5.seconds)
        .deadline(6.seconds)

    assertThat(ours.deadline()).hasValue(6.seconds.toJavaDuration())
    assertThat(ours)
      .hasToString(
        Timeouts.defaults()
          .connect(1.seconds.toJavaDuration())
          .read(2.seconds.toJavaDuration())
          .write(3.seconds.toJavaDuration())
          .pool(4.seconds.toJavaDuration())
          .attempt(5.seconds.toJavaDuration())
          .deadline(6.seconds.toJavaDuration())
          .toString()
      )
  }

  @Test
  fun `a request has a deadline of its own`(server: FaultServer) {
    server.enqueue(Step.stall())

    val failure = failsWith { session.call(Request.get(server.url("/")).deadline(200.milliseconds)) }

    assertThat(failure).hasMessageContaining("deadline")
  }
}
