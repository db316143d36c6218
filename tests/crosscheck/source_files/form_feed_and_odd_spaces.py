# Form feeds between lines reset the indentation; spaces and tabs at line ends are ignored.
x = 1   
 y = 2	
if x:
    
    z = 3
    w = 4
print(x, y, z, w)
