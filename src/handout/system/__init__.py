"""What operating systems differ in, a module for each: the rest of the program asks these and no system."""
