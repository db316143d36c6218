# Notes are printed below the message.
error = ValueError("something\nwith two lines")
error.add_note("first note")
error.add_note("second note\n  indented second line\n")
error.add_note("")
error.add_note("last: é ☃")
raise error
