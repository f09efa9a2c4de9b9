# Bug: headers of the caller follow a redirect to another origin
# In: http/src/main/java/dev/holdfast/http/Redirects.java
# Caught by: verification SimulatorTest
s/request\.url()\.sameOrigin(url) ? headers : harmless(headers, keyHeader)/headers/
