# Bug: full jitter spreads over a tenth of the window
# In: core/src/main/java/dev/holdfast/retry/Jitter.java
# Caught by: core JitterSpreadTest
s/return (long) (random\.nextDouble() \* delayNanos);/return delayNanos - (long) (random.nextDouble() * delayNanos \/ 10);/
