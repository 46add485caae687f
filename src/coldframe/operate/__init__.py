"""What happens at a site: what an upgrade will run there, lose there, and how that is kept."""
