"""Settings: environment variables `KB_*`, read once and passed down."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set, each with its unit in its name."""

    model_config = SettingsConfigDict(env_prefix="KB_", frozen=True, extra="ignore")

    store: Path = Field(default=Path(".kb"), description="folder of the store")
    embedding_model: str | None = Field(
        default=None,
        description="path of a sentence-transformers model; default: the packaged MiniLM",
    )
    reranker_model: str | None = Field(
        default=None,
        description="path of a sentence-transformers cross-encoder for facts; default: none",
    )
    parse_timeout_s: float = Field(
        default=120.0, gt=0, description="time limit for reading one file"
    )
    parse_memory_mib: int = Field(
        default=2048, gt=0, description="memory limit for reading one file"
    )
    max_file_mib: int = Field(default=512, gt=0, description="largest file that is read")
    vocabulary: Path | None = Field(
        default=None,
        description="folder of TOML files that add to the vocabulary of findings or replace parts",
    )
    ocr_timeout_s: float = Field(
        default=60.0, gt=0, description="time limit for reading one page off its picture"
    )
    ocr_megapixels: float = Field(
        default=25.0, gt=0, description="largest picture of a page that is read"
    )
    ocr_languages: str = Field(
        default="eng", description="languages of scanned pages, as Tesseract names them: eng+cym"
    )
