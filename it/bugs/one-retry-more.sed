# Bug: the total allows one retry more
# In: core/src/main/java/dev/holdfast/engine/RetryEngine.java
# Caught by: verification SimulatorTest
s/state\.retries() >= total\.getAsInt()/state.retries() > total.getAsInt()/
