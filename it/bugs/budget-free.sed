# Bug: a retry that the budget cannot pay for is made all the same
# In: core/src/main/java/dev/holdfast/budget/TokenBudget.java
# Caught by: verification SagaTest
/if (next - now > lentNanos) {/,/}/ s/return false;/return true;/
