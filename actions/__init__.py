"""What a user can do. The window and the command line change data only through here."""
