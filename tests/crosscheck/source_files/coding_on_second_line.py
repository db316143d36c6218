#!/usr/bin/env python3
# vim: set fileencoding=iso-8859-15 : the second line may hold the coding
print(ascii("€"))
