"""The cooperative itself: numbers, papers, meetings and partners, as somebody wrote them down."""
