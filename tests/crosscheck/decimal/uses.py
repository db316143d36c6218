# Decimals in use: powers and logarithms, fractions, statistics, pickle.
from decimal import *
print(Decimal(4)**Decimal('0.5'), Decimal(2)**Decimal('0.5'), Decimal(9)**Decimal('1.5'), Decimal(10)**-3, Decimal('1.1')**100, Decimal(2)**1000, pow(Decimal(3),4,5), Decimal(1)**Decimal('0.5'), Decimal('1.00')**3)
print(Decimal(1).exp(), Decimal(2).ln(), Decimal(3).log10(), Decimal(1000).log10(), Decimal('1e-30').exp(), Decimal('100').exp(), Decimal('-5.5').exp(), Decimal('1E+20').ln())
getcontext().prec=100
print(Decimal(2).sqrt(), Decimal(1).exp(), Decimal(10).ln(), Decimal(2)**Decimal('0.3'))
from fractions import Fraction
import statistics
print(Fraction('0.1'), Fraction(Decimal('0.25')), statistics.mean([Decimal('0.1'),Decimal('0.2')]), statistics.stdev([1,2,3,4]), round(Decimal('1.25'),1), sum([Decimal('.1')]*10))
import pickle, copy
print(pickle.loads(pickle.dumps(Decimal('1.5'))), copy.deepcopy(getcontext()).prec, Decimal.__module__)
