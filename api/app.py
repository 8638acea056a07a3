"""The application as an object: `create_app(kb, settings)`, with nothing done at import time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from api import record_routes
from api.errors import install_handlers
from api.guard import Guard
from api.routes import UPLOAD_PATH, program_version, router
from api.services import Services
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase


def create_app(kb: KnowledgeBase, settings: Settings) -> FastAPI:
    """The service over `kb`, which stays the caller's to close."""
    services = Services(kb, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        services.start()
        try:
            yield
        finally:
            await run_in_threadpool(services.close)

    app = FastAPI(
        title="Safeguarding knowledge base",
        description="Cited answers from child safeguarding reviews.",
        version=program_version(),
        lifespan=lifespan,
        docs_url=None,  # its scripts would come from another site
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.services = services
    app.include_router(router)
    app.include_router(record_routes.router)
    app.add_middleware(Guard, upload_path=UPLOAD_PATH, max_upload_mib=settings.max_file_mib)
    install_handlers(app)
    return app
