"""A county's attachments: listed, scanned, withheld."""
