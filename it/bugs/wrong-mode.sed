# Bug: an asynchronous call forgets why its last body did not arrive
# In: http/src/main/java/dev/holdfast/http/AsyncHttpCall.java
# Caught by: verification SimulatorTest
s/AsyncAttempt\.cause(failure)/AsyncAttempt.cause(new java.io.IOException())/
