"""The public ledger: an append-only Merkle tree of everything that ever changed on the registers or in the texts."""
