"""How records reach the inbox: files of each system, night by night, with their faults."""
