"""What a batch can give out, a module for each kind; ``cleaner.batch.sinks`` chooses among them."""
