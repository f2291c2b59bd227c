"""A file is not taken."""

from portal.uploads.states import Problem


class RefusedFileError(Exception):
    """The file is not taken; ``problem`` says why, and has a sentence."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
