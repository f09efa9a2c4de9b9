# Bug: every attempt gets the whole deadline anew
# In: http/src/main/java/dev/holdfast/http/HttpCall.java
# Caught by: verification SimulatorTest
s/limits(usual, deadline\.remainingNanos())/limits(usual, deadline.lengthNanos())/
