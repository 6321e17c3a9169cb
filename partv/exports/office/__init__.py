"""What the writers of PowerPoint and Word files share."""
