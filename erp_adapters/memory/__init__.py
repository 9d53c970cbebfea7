"""An ERP in this process: nothing leaves it, and it forgets everything when the process ends."""
