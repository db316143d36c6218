WHERE = "_extra"
