# Bug: doubling a delay runs into the sign bit
# In: core/src/main/java/dev/holdfast/retry/Schedule.java
# Caught by: core BackoffPropertiesTest
s/return shift >= Long\.numberOfLeadingZeros(baseNanos) \&\& baseNanos > 0/return shift > Long.numberOfLeadingZeros(baseNanos) \&\& baseNanos > 0/
