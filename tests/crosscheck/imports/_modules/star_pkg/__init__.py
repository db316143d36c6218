__all__ = ["sub_listed"]
not_in_all = 1
