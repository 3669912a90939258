"""The hand-written half of this SDK: what does not depend on the API it talks to."""
