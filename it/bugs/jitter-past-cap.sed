# Bug: decorrelated jitter ignores the cap
# In: core/src/main/java/dev/holdfast/retry/Jitter.java
# Caught by: core BackoffPropertiesTest
s/return Math\.min(delay, spread\.maxNanos());/return delay;/
