SIBLING = "sibling"
