"""What can go wrong with a request. The docstring is the default message and says what to do."""

from http import HTTPStatus


class Problem(Exception):
    """The request could not be carried out. Go back and try again."""

    status = HTTPStatus.BAD_REQUEST
    title = "That did not work"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class NotSignedIn(Problem):
    """Your session has ended. Sign in again; nothing that you had saved is lost."""

    status = HTTPStatus.UNAUTHORIZED
    title = "Please sign in"


class NotPermitted(Problem):
    """Your role cannot do this. Ask a supervisor or an administrator."""

    status = HTTPStatus.FORBIDDEN
    title = "Not allowed"


class ForeignOrigin(Problem):
    """This request did not come from a page of Ordermill, so it was refused. Open the page itself and repeat."""

    status = HTTPStatus.FORBIDDEN
    title = "Request refused"


class NotThere(Problem):
    """There is nothing at this address. Look on the Orders page: every order and document can be found there."""

    status = HTTPStatus.NOT_FOUND
    title = "Not found"


class TooManyAttempts(Problem):
    """Too many failed sign-ins. Wait a few minutes, then try again."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Please wait"


class WrongCredentials(Problem):
    """Name or password is wrong. Check both; an administrator can set a new password with `ordermill users`."""

    status = HTTPStatus.UNAUTHORIZED
    title = "Sign-in failed"


class NotPossible(Problem):
    """This cannot be done in the order's present state. Reload the page to see it."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Not possible"


class ChangedMeanwhile(Problem):
    """It was changed since you opened it, so nothing was done. Look at the new state, then decide again."""

    status = HTTPStatus.CONFLICT
    title = "Changed meanwhile"
