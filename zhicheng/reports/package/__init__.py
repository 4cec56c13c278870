"""What a data package holds, and how it is written."""
