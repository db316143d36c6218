"""Many small patterns, made by chance but always the same ones, over small texts."""

import re

state = 2024


def chance(count):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 12) % count


def atom(depth):
    kind = chance(14 if depth > 0 else 6)
    if kind < 3:
        return "abc"[chance(3)]
    if kind == 3:
        return ["[ab]", "[^a]", "[b-c]", "."][chance(4)]
    if kind == 4:
        return [r"\b", "^", "$", r"\B", ""][chance(5)]
    if kind == 5:
        return ["ab", "ca", "bb", "abc"][chance(4)]
    inner = alternatives(depth - 1)
    if kind < 9:
        return "(" + inner + ")"
    if kind < 11:
        return "(?:" + inner + ")"
    return ["(?=", "(?!", "(?>"][kind - 11] + inner + ")"


def piece(depth):
    text = atom(depth)
    if text.startswith(("\\b", "\\B", "^", "$")) or not text:
        return text
    if len(text) > 1 and text[0] not in "([\\.":
        text = "(?:" + text + ")"
    return text + ["", "", "", "*", "+", "?", "{1,2}", "{2}", "{0,2}"][chance(9)] + ["", "", "", "?", "+"][chance(5)] if chance(2) else text


def alternatives(depth):
    return "|".join("".join(piece(depth) for _ in range(1 + chance(3))) for _ in range(1 + chance(2)))


texts = ["", "a", "abc", "aabbcc", "cabab", "bbba cab", "abcabcabcab"]
done = 0
while done < 400:
    source = alternatives(2)
    if chance(4) == 0:
        source = "(" + source + r")(?:c|\1)?"
    try:
        p = re.compile(source, [0, 0, re.I, re.M][chance(4)])
    except re.PatternError:
        continue
    done += 1
    print(source, [[m.regs for m in p.finditer(t)] for t in texts[1 + chance(2):4 + chance(4)]], p.fullmatch(texts[chance(7)]), p.sub("-", texts[4]), p.split(texts[5])[:3])
