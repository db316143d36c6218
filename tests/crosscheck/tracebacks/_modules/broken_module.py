def fine(): pass


class Broken
    pass
