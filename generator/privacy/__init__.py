"""What identifies a person in a text: found and masked."""
