"""What people do: parse, authorise, call one operation, answer."""
