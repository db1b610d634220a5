def measure(small):
    return iter(())
