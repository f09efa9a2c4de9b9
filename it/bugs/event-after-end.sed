# Bug: listeners hear of attempts after the call has ended
# In: core/src/main/java/dev/holdfast/retrier/AsyncCall.java
# Caught by: core RetrierRaceTest
s/boolean goesOn = !over\.get();/boolean goesOn = true;/
