"""What a batch can take in, a module for each kind; ``cleaner.batch.sources`` chooses among them."""
