"""The words of the mails, and how they leave."""
