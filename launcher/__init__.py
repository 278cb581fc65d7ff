"""What `make run` does: prepares the machine, starts Deskbell's parts and keeps them running.

It knows the parts only as commands: `python -m gateway`, `python -m actions`, `python -m bot`.
"""
