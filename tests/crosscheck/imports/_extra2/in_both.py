WHERE = "_extra2"
