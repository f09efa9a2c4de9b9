# Bug: others send into a cooldown
# In: core/src/main/java/dev/holdfast/engine/cooldown/CooldownGate.java
# Caught by: verification SagaTest
s/long left = cell\.closedFor();/long left = 0 * cell.closedFor();/
