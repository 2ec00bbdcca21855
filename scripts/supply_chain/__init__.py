"""What the locks name: the table of licences and the table of versions known to be bad. For scripts/licences.py."""
