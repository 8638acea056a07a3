"""What the routes of one application work with; started and closed by its lifespan."""

import logging
import threading

from api.gate import Gate
from api.jobs import Jobs
from kb.access import LOCAL
from kb.answerability import answer_model
from kb.config import Settings
from kb.errors import KBError
from kb.knowledge_base import KnowledgeBase
from kb.page_images import PageImages
from kb.sandbox import Sandbox

log = logging.getLogger(__name__)


class Services:
    """The knowledge base, and what a server adds to it."""

    def __init__(self, kb: KnowledgeBase, settings: Settings) -> None:
        """Starts nothing; `kb` stays the caller's to close."""
        self.kb = kb
        self.jobs = Jobs(settings)
        self.asking = Gate(at_once=2, waiting=50)
        self.imaging = Gate(at_once=1, waiting=50)
        self._sandbox = Sandbox(
            timeout_s=settings.parse_timeout_s, memory_mib=settings.parse_memory_mib
        )
        self.images = PageImages(self._sandbox)
        self._warming = threading.Thread(target=self._warm, name="warming", daemon=True)

    def start(self) -> None:
        """Takes up unfinished uploads and loads the model in the background."""
        self.jobs.start()
        self._warming.start()

    def close(self) -> None:
        """Ends every thread and process that was started."""
        self.jobs.close()
        self._sandbox.close()
        self._warming.join()

    def _warm(self) -> None:
        try:
            with self.kb.read(LOCAL) as snapshot:
                empty = not snapshot.documents
            if not empty:
                self.kb.search("warm up", 1)
                answer_model().load()
        except KBError as error:
            log.warning("the first question will try again: %s", error)
