"""What is handed over: the statement with its register as a PDF, the picture of a shared link, the pack of a delivery.

They are made outside any request (app/documents/making.py) and kept as files (app/documents/kept.py).
"""
