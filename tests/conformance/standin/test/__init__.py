"""The package test: our test.support, and everything else from the folder that the driver names."""
