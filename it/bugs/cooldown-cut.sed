# Bug: a later, shorter Retry-After shortens a cooldown that goes on
# In: core/src/main/java/dev/holdfast/rate/LocalCell.java
# Caught by: core CooldownGateTest
s/(a, b) -> a - b > 0 ? a : b/(a, b) -> b/
