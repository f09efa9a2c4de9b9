# Bug: a body that can be sent only once is sent again, empty
# In: http/src/main/java/dev/holdfast/http/HttpCall.java
# Caught by: verification SimulatorTest
s/if (HttpAttempts\.goesOn(decision) \&\& !body\.repeatable() \&\& body\.spent())/if (HttpAttempts.goesOn(decision) \&\& !body.repeatable() \&\& body.length() == -2)/
