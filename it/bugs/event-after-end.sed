# Bug: listeners hear of attempts after the call has ended
# In: core/src/main/java/dev/holdfast/retrier/AsyncCall.java
# Caught by: core RetrierRaceTest
/private synchronized boolean told(/,/^  }/s/if (over)/if (false)/
