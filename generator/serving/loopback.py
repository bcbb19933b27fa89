"""A site for this computer alone."""

from generator.serving.server import LOOPBACK, Answer, Request, Site


class LocalSite:
    """Answers only to the names of this computer; ``port`` is set once the server has one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.port = 0

    def __call__(self, request: Request) -> Answer:
        """The site's answer."""
        # A page from elsewhere that got its own name to mean this computer is no reader.
        if request.host not in (f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"):
            return Answer(403, b"", "text/plain")
        return self._site(request)
