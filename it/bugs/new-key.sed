# Bug: each attempt gets an idempotency key of its own
# In: http/src/main/java/dev/holdfast/http/HttpCall.java
# Caught by: verification SimulatorTest
s/^    Headers complete = parts\.complete(current);/    Headers complete = parts.complete(current);\n    if (complete.contains(keyHeader())) {\n      complete = complete.with(keyHeader(), "key-" + history.attempts().size());\n    }/
