"""Deliveries: the signed result as it was at one moment, packed into one file, with a record that stays."""
