"""What differs between two documents, by what differs; what it means is said by the rules."""
