# Bug: each attempt gets an idempotency key of its own
# In: http/src/main/java/dev/holdfast/http/HttpCall.java
# Caught by: verification SimulatorTest
s/^    Headers headers = parts\.complete(current);/    Headers headers = parts.complete(current);\n    if (headers.contains(keyHeader())) {\n      headers = headers.with(keyHeader(), "key-" + history.attempts().size());\n    }/
