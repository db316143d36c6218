from . import top
LEVEL = "package"
