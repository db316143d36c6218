"""Characters by their Unicode names in patterns."""

import re

print(re.findall(r"\N{DIGIT ONE}|[\N{LATIN SMALL LETTER A}-\N{LATIN SMALL LETTER C}]", "1a2b3cd"))
for pattern in [r"\N{none}", r"\N{", r"\N", r"[\N{x}]", r"\N{}"]:
    try:
        print(re.compile(pattern))
    except re.PatternError as error:
        print(pattern, error)
