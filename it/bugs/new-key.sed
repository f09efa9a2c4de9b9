# Bug: each attempt gets an idempotency key of its own
# In: http/src/main/java/dev/holdfast/http/HttpCall.java
# Caught by: http SimulatorTest
s/^        parts\.complete(current),/        parts.complete(current.overrides().idempotencyKey() == null ? current : current.withHeaders(current.headers().with(IdempotencyKey.HEADER, "key-" + state.attempts()))),/
