# Bug: a POST is sent again although it may have been received
# In: http/src/main/java/dev/holdfast/http/HttpClassifier.java
# Caught by: verification SimulatorTest
/Verdict failure(/,/^  }/s/if (sent \&\& !repeatable(method))/if (sent \&\& !repeatable(method) \&\& !method.equals("POST"))/
