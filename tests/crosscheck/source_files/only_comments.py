# A program of comments and blank lines only.

   
	
# the end without a newline