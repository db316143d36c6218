from .. import top as outer_top
INNER = outer_top.NAME
