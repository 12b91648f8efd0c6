"""Heads of the ledger: the key that signs them, the file that remembers the last one, and receipts under it."""
