# Bug: a later, shorter Retry-After shortens a cooldown that goes on
# In: core/src/main/java/dev/holdfast/rate/LocalCell.java
# Caught by: core CooldownGateTest
s/, Math::max);/, (a, b) -> b);/
