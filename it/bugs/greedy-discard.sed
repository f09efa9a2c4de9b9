# Bug: reading an unwanted body eats into the deadline
# In: http/src/main/java/dev/holdfast/http/HttpAttempts.java
# Caught by: http LastBodyTest
s/return Math\.min(DISCARD_NANOS, Math\.max(0, deadline()\.remainingNanos() - delay) \/ 2);/return Math.max(DISCARD_NANOS, Math.min(0, delay));/
