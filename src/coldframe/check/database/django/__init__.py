"""Django's migrations: apps and their files as read, and run by Django on a scratch database."""
