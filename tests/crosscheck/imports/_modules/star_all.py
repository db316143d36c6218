__all__ = ["listed", "_listed"]
listed = "listed"
_listed = "_listed"
not_listed = "not listed"
