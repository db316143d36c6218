from . import INNER
from .sibling import SIBLING
from .. import LEVEL, top
from ..top import helper as h
from . import sibling as s
from .. import inner
results = [INNER, SIBLING, LEVEL, top.NAME, h(), s.__name__, inner.__name__, __package__]
