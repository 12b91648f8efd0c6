"""What the system observed about an endorsement, and when. It is shown to moderators; it never decides by itself."""
