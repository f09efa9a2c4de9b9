# Bug: a redirect to another method keeps the POST
# In: http/src/main/java/dev/holdfast/http/Redirects.java
# Caught by: verification SimulatorTest
s/boolean toGet = seeOther || moved;/boolean toGet = moved;/
